import { isJsonObject } from "../events/json.ts";
import type { JsonObject } from "../events/event.ts";

/** One part of a body that is no JSON object, and where it is. */
export interface BodyFault {
  /** `line 3`, `item 2`, or `body`. */
  readonly where: string;
  readonly message: string;
}

/** The JSON objects of a body, in order, and what could not be read. */
export interface ParsedBody {
  readonly objects: readonly JsonObject[];
  readonly faults: readonly BodyFault[];
}

/**
 * Reads a body that holds one JSON object, an array of them, or one a line (NDJSON). Python's
 * `NaN` and `Infinity` are read as `null`, since real emitters send them.
 */
export function parseBody(text: string): ParsedBody {
  const whole = parseLoosely(text);
  if (whole.ok) {
    if (isJsonObject(whole.value)) return { objects: [whole.value], faults: [] };
    if (Array.isArray(whole.value)) return sortItems(whole.value);
    return { objects: [], faults: [{ where: "body", message: notAnObject(whole.value) }] };
  }
  const lines = text.split("\n");
  if (lines.length > 1 && looksLikeObject(lines[0] ?? "")) return parseLines(lines, 1);
  return { objects: [], faults: [{ where: "body", message: whole.message }] };
}

/**
 * Reads lines of NDJSON; blank ones are passed over.
 *
 * @param firstLine number of the first of these lines, counted from 1, for messages
 */
export function parseLines(lines: readonly string[], firstLine: number): ParsedBody {
  const objects: JsonObject[] = [];
  const faults: BodyFault[] = [];
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const where = `line ${firstLine + index}`;
    const parsed = parseLoosely(line);
    if (!parsed.ok) faults.push({ where, message: parsed.message });
    else if (isJsonObject(parsed.value)) objects.push(parsed.value);
    else faults.push({ where, message: notAnObject(parsed.value) });
  });
  return { objects, faults };
}

type Parsed = { ok: true; value: unknown } | { ok: false; message: string };

function parseLoosely(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!/NaN|Infinity/.test(text)) return { ok: false, message: `Not JSON: ${message}` };
  }
  try {
    return { ok: true, value: JSON.parse(withoutPythonNumbers(text)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `Not JSON: ${message}` };
  }
}

/** An unclosed string swallows the rest, so that the time stays linear in the text's length. */
const STRING_OR_PYTHON_NUMBER = /"(?:[^"\\]|\\.)*(?:"|$)|-?\bInfinity\b|\bNaN\b/gs;

function withoutPythonNumbers(text: string): string {
  return text.replace(
    STRING_OR_PYTHON_NUMBER,
    (token) => token.startsWith('"') ? token : "null",
  );
}

function sortItems(items: readonly unknown[]): ParsedBody {
  const objects: JsonObject[] = [];
  const faults: BodyFault[] = [];
  items.forEach((item, index) => {
    if (isJsonObject(item)) objects.push(item);
    else faults.push({ where: `item ${index + 1}`, message: notAnObject(item) });
  });
  return { objects, faults };
}

function looksLikeObject(line: string): boolean {
  const parsed = parseLoosely(line);
  return parsed.ok && isJsonObject(parsed.value);
}

function notAnObject(value: unknown): string {
  const kind = value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`;
  return `An event is a JSON object, and this is ${kind}`;
}
