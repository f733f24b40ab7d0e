/** What may stand at one place behind a command: words, and placeholders such as `PORT`. */
export type Place = string;

/**
 * What may come next behind a command, by its usage line.
 *
 * @param usage such as `[list | get KEY | set KEY VALUE]`, as `--help` shows it
 * @param given the operands before
 */
export function nextPlaces(usage: string | undefined, given: readonly string[]): Place[] {
  if (usage === undefined) return [];
  const ways = usage.split("|").map((way) =>
    way.replace(/[[\]<>]/g, " ").trim().split(/\s+/).filter((word) => word !== "")
  );
  const fitting = ways.filter((way) =>
    given.every((word, index) => {
      const place = way[index];
      return place !== undefined && (isPlaceholder(place) || place === word);
    })
  );
  return [...new Set(fitting.flatMap((way) => way[given.length] ?? []))];
}

/** Placeholders are in capitals, as in `--help`; all else is typed as it stands. */
export function isPlaceholder(place: Place): boolean {
  return /^[A-Z]+$/.test(place);
}
