import type { CanonicalEvent } from "../../../events/event.ts";
import { openPayload, toolInput } from "../../reading/payload.ts";

/** A file, and who changed it. */
export interface ChangedFile {
  readonly path: string;
  /** The folder of the latest change. */
  readonly project: string | undefined;
  /** The latest first. */
  readonly changes: readonly CanonicalEvent[];
  /** One event of each of those who worked on it at the same time; empty where nobody else did. */
  readonly shared: readonly CanonicalEvent[];
}

/** Two who change a file within so many ms work on it at the same time. */
export const TOGETHER = 10 * 60_000;

/**
 * Gathers changes by file, the file that was changed last first.
 *
 * @param events changes of files, or the calls that made them, the latest first
 * @param isLive whether a session has neither ended nor been lost
 * @param now ms since 1970, UTC
 */
export function changedFiles(
  events: readonly CanonicalEvent[],
  isLive: (session: string) => boolean,
  now: number,
): readonly ChangedFile[] {
  const files = Map.groupBy(events, (event) => pathOf(event) ?? "");
  files.delete("");
  return Array.from(files, ([path, changes]) => ({
    path,
    project: changes[0]?.project,
    changes,
    shared: workersOf(changes, isLive, now),
  }));
}

/** The file that an event says was changed. */
function pathOf(event: CanonicalEvent): string | undefined {
  const payload = openPayload(event);
  return toolInput(payload).text("file_path", "notebook_path") ??
    payload.text("file_path", "notebook_path", "path");
}

function workersOf(
  changes: readonly CanonicalEvent[],
  isLive: (session: string) => boolean,
  now: number,
): readonly CanonicalEvent[] {
  const latest = new Map<string, CanonicalEvent>();
  for (const change of changes) {
    const { session, agent, received } = change;
    if (session === undefined || now - received > TOGETHER || !isLive(session)) continue;
    const who = `${session} ${agent ?? ""}`;
    if (!latest.has(who)) latest.set(who, change);
  }
  return latest.size < 2 ? [] : [...latest.values()];
}
