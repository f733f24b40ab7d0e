import { MAX_BYTES } from "../../../events/redact/sanitise.ts";

/** A value of more UTF-16 units is cut before it is parsed. */
const MAX_UNITS = 2 * MAX_BYTES;
/** What says so needs some room. */
const KEPT_BYTES = MAX_BYTES - 100;

const encoder = new TextEncoder();

/**
 * Cuts a JSON string that would be cut before it is stored, without parsing all of it. What is not
 * that long is handed back as it is.
 *
 * @param json with its quotes
 * @throws {SyntaxError} when its beginning is no JSON
 */
export function cutString(json: string): string {
  if (json.length <= MAX_UNITS) return json;
  const start: unknown = JSON.parse(`${json.slice(0, endBefore(json, MAX_BYTES))}"`);
  const text = String(start);
  const { read } = encoder.encodeInto(text, new Uint8Array(KEPT_BYTES));
  const whole = json.length - 2 - unitsOfEscapes(json);
  return JSON.stringify(`${text.slice(0, read)}… [cut: the first MiB of ${whole} characters]`);
}

/** The place at or shortly before `at` at which no escape is cut. */
function endBefore(json: string, at: number): number {
  const escape = json.lastIndexOf("\\", at);
  if (escape === -1 || escape + 6 < at) return at;
  let first = escape;
  while (json[first - 1] === "\\") first--;
  // Of a run of backslashes every second one begins an escape.
  return (escape - first) % 2 === 0 ? escape : escape + 1;
}

/** Units by which a JSON string is longer than the text that it stands for. */
function unitsOfEscapes(json: string): number {
  let units = 0;
  for (let at = json.indexOf("\\"); at !== -1;) {
    const length = json[at + 1] === "u" ? 6 : 2;
    units += length - 1;
    at = json.indexOf("\\", at + length);
  }
  return units;
}
