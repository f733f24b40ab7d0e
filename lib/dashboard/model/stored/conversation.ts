import { isEditing } from "../../../events/tools/editing_tools.ts";
import type { CanonicalEvent } from "../../../events/event.ts";
import { field, isJsonObject } from "../../../events/json.ts";
import { openPayload, toolInput } from "../../reading/payload.ts";
import { type Row, waitOf } from "../../rows/row.ts";

/** What followed one prompt, until the next one. */
export interface Turn {
  /** Absent for what came before the first prompt that is loaded. */
  readonly prompt: Row | undefined;
  readonly steps: readonly Row[];
}

/** Splits the rows of a session, in order, into its turns; housekeeping is left out. */
export function turnsOf(rows: readonly Row[]): readonly Turn[] {
  const turns: { prompt: Row | undefined; steps: Row[] }[] = [];
  for (const row of rows) {
    if (row.kind === "housekeeping") continue;
    const isPrompt = row.kind === "prompt" && row.agent === undefined;
    let turn = turns.at(-1);
    if (isPrompt || turn === undefined) {
      turn = { prompt: isPrompt ? row : undefined, steps: [] };
      turns.push(turn);
    }
    if (!isPrompt) turn.steps.push(row);
  }
  return turns;
}

/** A file that a session changed. */
export interface TouchedFile {
  readonly path: string;
  readonly times: number;
  /** The row of its last change. */
  readonly last: number;
}

/** The files that were changed, the latest first; calls that failed changed none. */
export function touchedFiles(
  rows: readonly Row[],
  eventOf: (id: number) => CanonicalEvent | undefined,
): readonly TouchedFile[] {
  const files = new Map<string, TouchedFile>();
  for (const row of rows) {
    const event = isEditing(row.tool) ? eventOf(row.id) : undefined;
    if (event === undefined || row.status === "error" || row.status === "running") continue;
    const path = toolInput(openPayload(event)).text("file_path", "notebook_path");
    if (path === undefined) continue;
    const times = (files.get(path)?.times ?? 0) + 1;
    files.delete(path);
    files.set(path, { path, times, last: row.id });
  }
  return [...files.values()].reverse();
}

/** How often the person was asked, and how long it took in all. */
export interface Waits {
  readonly times: number;
  /** ms; what still waits counts until `now`. */
  readonly ms: number;
}

/**
 * What the person was asked, counted by the calls that waited.
 *
 * @param now ms since 1970, UTC
 */
export function waitsOf(rows: readonly Row[], now: number): Waits {
  const waits = rows.flatMap((row) => {
    const wait = row.kind === "tool" ? waitOf(row) : undefined;
    return wait === undefined ? [] : [Math.max(0, Math.min(wait[1], now) - wait[0])];
  });
  return { times: waits.length, ms: waits.reduce((sum, ms) => sum + ms, 0) };
}

/** The whole text of a prompt or an answer; a row holds only its beginning. */
export function wholeText(event: CanonicalEvent | undefined): string | undefined {
  if (event === undefined) return undefined;
  const payload = openPayload(event);
  const text = payload.text(
    "prompt",
    "prompt_text",
    "last_assistant_message",
    "response",
    "message",
    "text",
    "content",
  );
  if (text !== undefined) return text;
  const message = payload.get("message");
  const content = isJsonObject(message) ? field(message, "content") : undefined;
  return typeof content === "string" ? content : undefined;
}
