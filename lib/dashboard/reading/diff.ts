import { diffArrays } from "diff";
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

/** Changed lines up to which the exact difference is worked out; beyond it all old, then all new. */
const MAX_EDITS = 600;

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
  const [a, b] = [linesOf(before), linesOf(after)];
  const changes = diffArrays(a, b, { maxEditLength: MAX_EDITS });
  if (changes === undefined) {
    return [...a.map((text) => line("-", text)), ...b.map((text) => line("+", text))];
  }
  return changes.flatMap(({ value, added, removed }) =>
    value.map((text) => line(added ? "+" : removed ? "-" : " ", text))
  );
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
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
