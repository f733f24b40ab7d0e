import type { BadEndFacts } from "../contract/http.ts";
import { readOwnText } from "../files/trusted.ts";
import { writeFileAtomically } from "./home/files.ts";
import { lastLines } from "./home/log_file.ts";
import { crashPath, logPath, runPath, type StatePaths } from "./home/paths.ts";

/** What a run of a server writes down about itself, so that the next one knows how it ended. */
export interface RunNote {
  readonly schema_version: 1;
  readonly instance: string;
  readonly pid: number;
  /** ms since 1970, UTC. */
  readonly started_at: number;
  /** Path of the event store. */
  readonly store: string;
  /** ms since 1970, UTC; absent while it runs, and for ever when it did not end well. */
  readonly ended_at?: number;
  /** What ended it, where that was wanted; `stop` unless said. */
  readonly ended_by?: "stop" | "restart";
  /** An error that nobody caught. */
  readonly last_words?: string;
}

/** Writes down how a run goes, replacing what the last one wrote. */
export async function writeRunNote(paths: StatePaths, port: number, note: RunNote): Promise<void> {
  await writeFileAtomically(runPath(paths, port), JSON.stringify(note) + "\n");
}

/** Notes that a run has ended since somebody wanted that, unless another one has begun meanwhile. */
export async function endRunNote(
  paths: StatePaths,
  port: number,
  instance: string,
  now: number,
  by: "stop" | "restart" = "stop",
): Promise<void> {
  const note = readRunNote(paths, port);
  if (note?.instance !== instance) return;
  await writeRunNote(paths, port, { ...note, ended_at: now, ended_by: by });
}

/**
 * What ended a run whose process is gone: one that another run has followed on its port was
 * replaced.
 *
 * @returns `null` when nobody has wanted its end, or has not noted that yet
 */
export function readRunEnd(
  paths: StatePaths,
  port: number,
  instance: string,
): "stop" | "restart" | null {
  const note = readRunNote(paths, port);
  if (note === null) return null;
  if (note.instance !== instance) return "restart";
  return note.ended_at === undefined ? null : note.ended_by ?? "stop";
}

/** Writes down an error that nobody caught, at once: there may be no time for more. */
export function noteLastWords(paths: StatePaths, port: number, note: RunNote, words: string): void {
  try {
    const text = JSON.stringify({ ...note, last_words: words.slice(0, MAX_WORDS) }) + "\n";
    Deno.writeTextFileSync(runPath(paths, port), text, { mode: 0o600 });
  } catch {
    // The log has them as well.
  }
}

const MAX_WORDS = 4_000;

/** What the last run on a port wrote; `null` when there is nothing that can be read. */
function readRunNote(paths: StatePaths, port: number): RunNote | null {
  try {
    const value: unknown = JSON.parse(readOwnText(runPath(paths, port)) ?? "null");
    return isRunNote(value) ? value : null;
  } catch {
    return null;
  }
}

/** How the last run on a port ended, when that was not well. The run must have ended. */
export function readBadEnd(paths: StatePaths, port: number): BadEndFacts | null {
  const note = readRunNote(paths, port);
  if (note === null || note.ended_at !== undefined) return null;
  const { pid, started_at, store, last_words } = note;
  const log = logPath(paths, port);
  const written = [log, store, `${store}-wal`, `${store}.state`].map(writtenAt);
  const words = [last_words, lastWords(crashPath(paths, port)), lastWords(log)];
  return {
    pid,
    started_at,
    last_seen: Math.max(started_at, ...written),
    last_words: words.find((text) => text) ?? null,
  };
}

function writtenAt(path: string): number {
  try {
    return Deno.lstatSync(path).mtime?.getTime() ?? 0;
  } catch {
    return 0;
  }
}

function lastWords(path: string): string | undefined {
  try {
    return lastLines(path, 5).findLast((line) => line.trim() !== "");
  } catch {
    return undefined;
  }
}

function isRunNote(value: unknown): value is RunNote {
  if (typeof value !== "object" || value === null) return false;
  const note = value as Record<keyof RunNote, unknown>;
  return typeof note.instance === "string" && Number.isInteger(note.pid) &&
    Number.isFinite(note.started_at) && typeof note.store === "string" &&
    (note.ended_at === undefined || Number.isFinite(note.ended_at)) &&
    (note.ended_by === undefined || note.ended_by === "stop" || note.ended_by === "restart") &&
    (note.last_words === undefined || typeof note.last_words === "string");
}
