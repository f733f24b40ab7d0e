import type { Json } from "../../events/event.ts";
import { type Payload } from "./payload.ts";
import { isJsonObject } from "../../events/json.ts";

/** One line of a diff. */
export interface DiffLine {
  readonly sign: "+" | "-" | " ";
  readonly text: string;
}

/** Lines that changed together, with what is around them. */
export interface Hunk {
  /** First line in the old file, from 1; absent where the emitter does not say. */
  readonly from: number | undefined;
  readonly lines: readonly DiffLine[];
}

/** Lines a side up to which the exact difference is worked out; beyond it all old, then all new. */
const EXACT_UP_TO = 600;

/** What an edit changed: the emitter's own patch where it has one, else worked out. */
export function hunksOf(input: Payload, response: Json | undefined): readonly Hunk[] {
  const patch = isJsonObject(response) ? response.structuredPatch : undefined;
  if (Array.isArray(patch) && patch.length > 0) {
    return patch.filter(isJsonObject).map((hunk) => ({
      from: typeof hunk.oldStart === "number" ? hunk.oldStart : undefined,
      lines: (Array.isArray(hunk.lines) ? hunk.lines : []).map((line) => patchLine(String(line))),
    }));
  }
  const edits = input.get("edits");
  const pairs = Array.isArray(edits) ? edits.filter(isJsonObject) : [];
  const single = { old_string: input.get("old_string"), new_string: input.get("new_string") };
  if (pairs.length === 0 && (single.old_string ?? single.new_string) === undefined) return [];
  return (pairs.length > 0 ? pairs : [single]).map((edit) => ({
    from: undefined,
    lines: diffLines(textOf(edit.old_string), textOf(edit.new_string)),
  }));
}

/** The difference between two texts, line by line. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const a = before === "" ? [] : before.split("\n");
  const b = after === "" ? [] : after.split("\n");
  let begin = 0;
  while (begin < a.length && begin < b.length && a[begin] === b[begin]) begin++;
  let end = 0;
  const most = Math.min(a.length, b.length) - begin;
  while (end < most && a.at(-1 - end) === b.at(-1 - end)) end++;
  const same = (text: string) => line(" ", text);
  return [
    ...a.slice(0, begin).map(same),
    ...changed(a.slice(begin, a.length - end), b.slice(begin, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

/** The difference between lines whose first and last are not the same. */
function changed(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  if (a.length > EXACT_UP_TO || b.length > EXACT_UP_TO) {
    return [...a.map((text) => line("-", text)), ...b.map((text) => line("+", text))];
  }
  return walk(a, b, commonLengths(a, b));
}

/** `lengths[i][j]`: lines that `a` from i and `b` from j have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i];
    const below = lengths[i + 1];
    if (row === undefined || below === undefined) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function walk(
  a: readonly string[],
  b: readonly string[],
  lengths: readonly Uint16Array[],
): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const old = a[i];
    const fresh = b[j];
    if (old !== undefined && old === fresh) {
      lines.push(line(" ", old));
      i++;
      j++;
    } else if (
      old !== undefined &&
      (fresh === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      lines.push(line("-", old));
      i++;
    } else {
      lines.push(line("+", fresh ?? ""));
      j++;
    }
  }
  return lines;
}

function patchLine(text: string): DiffLine {
  const sign = text[0];
  return sign === "+" || sign === "-" ? line(sign, text.slice(1)) : line(" ", text.slice(1));
}

function line(sign: DiffLine["sign"], text: string): DiffLine {
  return { sign, text };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
