import type { JsonObject } from "../../../events/event.ts";
import type { NewEvent } from "../../../events/new_event.ts";
import { ingest } from "../../../ingest/ingest.ts";
import { bodyDigest } from "../../../ingest/body_deduper.ts";
import {
  type BodyFault,
  parseBody,
  type ParsedBody,
  parseLines,
} from "../../../ingest/json_body.ts";
import type { TelemetryKind } from "../../../ingest/otlp/from_otlp.ts";
import { parseExport } from "../../../ingest/otlp/parse_export.ts";
import { isSocketRoute, routeNamed } from "../../../ingest/routes.ts";
import { LARGE_BODY, MAX_FAULTS } from "../../limits.ts";
import { afterSpace, items } from "./json_scan.ts";
import type { LargeBody, Understood } from "./protocol.ts";
import { splitExport } from "./split_export.ts";
import { trimJson } from "./trim_json.ts";

/** Parts are so large at most: whoever gets them also has other things to do. */
const MAX_EVENTS = 200;
const MAX_TEXT = 128 * 1024;

/**
 * Understands a body of any size in parts, in memory that follows the size of the text.
 *
 * @throws {SyntaxError} when an export is no JSON
 */
export function* understandLarge(body: LargeBody, given: string): Generator<Understood> {
  const { path, received, redact, key, happened, beside } = body;
  const { form } = routeNamed(path);
  if (form !== "events" && form !== "hook") {
    yield* understandExport(form, body, given);
    return;
  }
  const isMessage = isSocketRoute(path);
  const text = isMessage ? firstArgument(given) : given;
  const digest = body.firstLine === undefined ? digestOf(body, text) : undefined;
  let seen = body.seen;
  const all = isMessage ? message(text) : partsOrFault(text, body.firstLine);
  for (const { objects: said, faults: found } of all) {
    const parsed = { objects: said.map((each) => ({ ...each, ...beside })), faults: found };
    const context = { received, redact, key, digest, parsed, seen, happened };
    const { events, faults, objects } = ingest(path, "", context);
    yield { events, faults, objects: objects.length };
    seen += objects.length;
  }
}

function digestOf({ path, moment }: LargeBody, text: string): string {
  const digest = bodyDigest(path, text);
  return moment === undefined ? digest : `${digest} ${moment}`;
}

/** What a message says first behind its name; its list has to be whole. */
function firstArgument(list: string): string {
  const [, argument] = [...items(list, 0)];
  return argument === undefined ? "null" : list.slice(argument.start, argument.end);
}

/** A message is one event, whatever it looks like. */
function* message(text: string): Generator<ParsedBody> {
  if (text.startsWith("{")) yield parseBody(trimmed(text));
  else yield { objects: [], faults: [{ where: "message", message: "An event is a JSON object" }] };
}

/** What is no JSON ends it: what came before is stored. */
function* partsOrFault(text: string, firstLine: number | undefined): Generator<ParsedBody> {
  try {
    yield* parts(text, firstLine);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    yield { objects: [], faults: [{ where: "body", message: `Not JSON: ${error.message}` }] };
  }
}

function* parts(text: string, firstLine: number | undefined): Generator<ParsedBody> {
  const start = afterSpace(text, 0);
  if (firstLine !== undefined) {
    yield* grouped(lines(text), (line, index) => parseLine(line, firstLine + index));
  } else if (text[start] === "[") {
    yield* grouped(texts(text, start), (item, index) => parseItem(item, `item ${index + 1}`));
  } else if (text[start] === "{" && hasLines(text)) {
    yield* grouped(lines(text), (line, index) => parseLine(line, 1 + index));
  } else yield parseBody(trimmed(text));
}

/** Whether each line is an object of its own, as far as the first one tells. */
function hasLines(text: string): boolean {
  const end = text.indexOf("\n");
  if (end === -1 || end === text.length - 1) return false;
  const first = text.slice(0, end).trim();
  return first.endsWith("}") && parseBody(trimmed(first)).objects.length === 1;
}

function* lines(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    yield text.slice(start, end === -1 ? text.length : end);
    if (end === -1) return;
    start = end + 1;
  }
}

function* texts(text: string, start: number): Generator<string> {
  for (const item of items(text, start)) yield text.slice(item.start, item.end);
}

function trimmed(text: string): string {
  return text.length > LARGE_BODY ? trimJson(text) : text;
}

function parseLine(line: string, number: number): ParsedBody {
  return faultAt(`line ${number}`, () => parseLines([trimmed(line)], number));
}

function parseItem(item: string, where: string): ParsedBody {
  return faultAt(where, () => {
    const { objects, faults } = parseBody(trimmed(item));
    return { objects, faults: faults.map(({ message }) => ({ where, message })) };
  });
}

/** What is no JSON among others is its own fault, and not theirs. */
function faultAt(where: string, parse: () => ParsedBody): ParsedBody {
  try {
    return parse();
  } catch (error) {
    return { objects: [], faults: [{ where, message: `Not JSON: ${messageOf(error)}` }] };
  }
}

function* grouped(
  pieces: Iterable<string>,
  parse: (piece: string, index: number) => ParsedBody,
): Generator<ParsedBody> {
  let objects: JsonObject[] = [];
  let faults: BodyFault[] = [];
  let length = 0;
  let index = 0;
  const iterator = pieces[Symbol.iterator]();
  while (true) {
    let next: IteratorResult<string>;
    try {
      next = iterator.next();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      faults.push({ where: "body", message: `Not JSON: ${error.message}` });
      break;
    }
    if (next.done === true) break;
    const piece = next.value;
    const part = parse(piece, index++);
    objects.push(...part.objects);
    if (faults.length < MAX_FAULTS) faults.push(...part.faults);
    length += piece.length;
    if (objects.length < MAX_EVENTS && length < MAX_TEXT) continue;
    yield { objects, faults };
    objects = [];
    faults = [];
    length = 0;
  }
  yield { objects, faults };
}

function* understandExport(
  kind: TelemetryKind,
  body: LargeBody,
  text: string,
): Generator<Understood> {
  const { path, received, redact } = body;
  const digest = bodyDigest(path, text);
  let seen = 0;
  let waiting: NewEvent[] = [];
  for (const piece of splitExport(kind, text)) {
    const context = { received, redact, digest, parsed: parseExport(piece), seen: seen++ };
    const { events, faults } = ingest(path, "", context);
    if (faults[0] !== undefined) throw new SyntaxError(faults[0].message);
    waiting.push(...events);
    if (waiting.length < MAX_EVENTS) continue;
    for (let at = 0; at < waiting.length; at += MAX_EVENTS) {
      const events = waiting.slice(at, at + MAX_EVENTS);
      yield { events, faults: [], objects: events.length };
    }
    waiting = [];
  }
  if (waiting.length > 0) yield { events: waiting, faults: [], objects: waiting.length };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
