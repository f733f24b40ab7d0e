/**
 * Characters that cannot be seen, or that turn the direction of what follows: with them a text
 * reads as something that it is not. Joiners within emoji and within words of scripts that need
 * them are left alone.
 */
const HIDDEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|(?<![\p{L}\p{M}\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\u200c\u200d]|[\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}\u{1d173}-\u{1d17a}]/gu;

/** A text is searched for them only where it has any letter of these ranges. */
const SUSPICIOUS =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\udb40\ud834]/;

/** Shows what cannot be seen in a text as marks, such as `<U+202E>`. */
export function visible(text: string): string {
  return SUSPICIOUS.test(text) ? text.replace(HIDDEN, markOf) : text;
}

/** The same for every text within a JSON value; names of fields are left as they are. */
export function visibleDeep<Value>(value: Value): Value;
export function visibleDeep(value: unknown): unknown {
  if (typeof value === "string") return visible(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return sameOr(value, value.map((item) => visibleDeep<unknown>(item)));
  const entries = Object.entries(value);
  const shown = entries.map(([, inner]) => visibleDeep<unknown>(inner));
  if (entries.every(([, inner], at) => inner === shown[at])) return value;
  return Object.fromEntries(entries.map(([name], at) => [name, shown[at]]));
}

/**
 * Shows control characters as marks, too, but for those that end lines and columns: they would
 * steer the terminal that a file is shown in.
 */
export function visibleControls(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  return visible(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, markOf);
}

/** Escapes what cannot be seen in a JSON text: the same value, which shows what is in it. */
export function visibleJson(json: string): string {
  const escape = (letters: string) =>
    Array.from(
      { length: letters.length },
      (_, at) => `\\u${letters.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join("");
  const seen = SUSPICIOUS.test(json) ? json.replace(HIDDEN, escape) : json;
  return seen.replace(/[\u007f-\u009f\u2028\u2029]/g, escape);
}

/** Whether a text has marks of {@linkcode visible}. */
export function hasMarks(text: string): boolean {
  return /<U\+[0-9A-F]{4,6}>/.test(text);
}

function markOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

function sameOr(list: readonly unknown[], shown: readonly unknown[]): readonly unknown[] {
  return list.every((item, at) => item === shown[at]) ? list : shown;
}
