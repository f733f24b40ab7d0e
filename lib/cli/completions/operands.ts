/**
 * What may come next behind a command, by its usage line: words, and placeholders such as `PORT`.
 *
 * @param usage such as `[list | get KEY | set KEY VALUE]`, as `--help` shows it
 * @param given the operands before
 */
export function nextPlaces(usage: string | undefined, given: readonly string[]): string[] {
  if (usage === undefined) return [];
  const ways = usage.split("|").map((way) =>
    way.replace(/[[\]<>]/g, " ").trim().split(/\s+/).filter((word) => word !== "")
  );
  const fitting = ways.filter((way) =>
    given.every((word, index) => {
      const place = placeAt(way, index);
      return place !== undefined && (isPlaceholder(place) || place === word);
    })
  );
  return [...new Set(fitting.flatMap((way) => placeAt(way, given.length) ?? []))];
}

/** A query may be of many words. */
function placeAt(way: readonly string[], index: number): string | undefined {
  return way[index] ?? (way.at(-1) === "QUERY" ? "QUERY" : undefined);
}

/** Placeholders are in capitals, as in `--help`; all else is typed as it stands. */
export function isPlaceholder(place: string): boolean {
  return /^[A-Z]+$/.test(place);
}
