import { levenshteinDistance } from "@std/text/levenshtein-distance";

/** Nobody mistypes a word of more letters than this. */
const MAX_LENGTH = 60;

/**
 * The known word that somebody may have meant, or `null` where none is near: at most a third of the
 * letters is wrong.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nearestWord("keep_day", ["port", "keep_days"]), "keep_days");
 * assertEquals(nearestWord("colour", ["port", "keep_days"]), null);
 * ```
 */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  if (typed.length > MAX_LENGTH) return null;
  const text = typed.toLowerCase();
  const most = Math.ceil(text.length / 3);
  const near = known
    .map((word) => ({ word, distance: levenshteinDistance(text, word) }))
    .filter(({ word, distance }) => distance <= most && distance < word.length)
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.word ?? null;
}
