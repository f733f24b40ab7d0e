import type { TelemetryKind } from "../../../ingest/otlp/from_otlp.ts";
import { afterSpace, isContainer, items, members } from "./json_scan.ts";
import { trimJson } from "./trim_json.ts";

/** The lists by which an export leads to its records. */
const LISTS: Readonly<Record<TelemetryKind, readonly string[]>> = {
  logs: ["resourceLogs", "scopeLogs", "logRecords"],
  metrics: ["resourceMetrics", "scopeMetrics", "metrics"],
  traces: ["resourceSpans", "scopeSpans", "spans"],
};

/** Records in one part, at most. */
const MAX_RECORDS = 200;
const MAX_TEXT = 128 * 1024;

/** What stands beside a list is repeated with each of its parts, up to this length. */
const MAX_BESIDE = 64 * 1024;

/**
 * Splits the text of an export into exports of a few records each, with what is said of all of
 * them. A text that is no export is handed back in one part, if it is not too large.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function* splitExport(kind: TelemetryKind, text: string): Generator<string> {
  const start = afterSpace(text, 0);
  if (text[start] !== "{") {
    yield trimJson(text);
    return;
  }
  yield* split(text, start, LISTS[kind]);
}

function* split(text: string, start: number, lists: readonly string[]): Generator<string> {
  const [list, ...deeper] = lists;
  let beside = "";
  let at = -1;
  for (const member of members(text, start)) {
    const { name, value } = member;
    const own = text.slice(member.start, member.end);
    const isList = text.slice(name.start + 1, name.end - 1) === list && text[value.start] === "[";
    if (isList) at = value.start;
    else if (beside.length + own.length <= MAX_BESIDE) beside += `${own},`;
  }
  if (list === undefined || at === -1) {
    yield `{${beside.replace(/,$/, "")}}`;
    return;
  }
  for (const part of deeper.length > 0 ? below(text, at, deeper) : groups(text, at)) {
    yield `{${beside}"${list}":[${part}]}`;
  }
}

function* below(text: string, at: number, lists: readonly string[]): Generator<string> {
  for (const item of items(text, at)) {
    if (text[item.start] === "{") yield* split(text, item.start, lists);
  }
}

function* groups(text: string, at: number): Generator<string> {
  let group: string[] = [];
  let length = 0;
  for (const { start, end } of items(text, at)) {
    const record = text.slice(start, end);
    group.push(record.length > MAX_TEXT && isContainer(text, start) ? trimJson(record) : record);
    length += record.length;
    if (group.length < MAX_RECORDS && length < MAX_TEXT) continue;
    yield group.join();
    group = [];
    length = 0;
  }
  if (group.length > 0) yield group.join();
}
