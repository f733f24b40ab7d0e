import { join } from "@std/path/join";
import { isJsonObject } from "../events/json.ts";
import { readIfThere, removeIfThere, writeFileAtomically } from "../instance/home/files.ts";
import type { StatePaths } from "../instance/home/paths.ts";

/** Why a service has brought its server back, or has given up. */
export interface Trouble {
  /** ms since 1970, UTC. */
  readonly at: number;
  readonly message: string;
  readonly reason?: string | undefined;
  readonly hint?: string | undefined;
}

/** What the process of a service writes down about its work. */
export interface WatchState {
  readonly pid: number;
  /** When that process began, in the system's own words. */
  readonly process_start: string;
  readonly phase: "starting" | "watching" | "stopped" | "gave_up";
  /** Port of the server that it looks after. */
  readonly port: number | null;
  /** How often it has brought the server back since it began. */
  readonly restarts: number;
  /** What happened last, of that kind; `null` when nothing did. */
  readonly trouble: Trouble | null;
}

/** Reads how the work of a service goes; `null` where nobody has written that down. */
export async function readWatchState(paths: StatePaths): Promise<WatchState | null> {
  const text = await readIfThere(pathOf(paths));
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isWatchState(value) ? value : null;
  } catch {
    return null;
  }
}

/** Replaces what is known of the work of a service. */
export async function writeWatchState(paths: StatePaths, state: WatchState): Promise<void> {
  await writeFileAtomically(pathOf(paths), JSON.stringify({ schema_version: 1, ...state }) + "\n");
}

/** Forgets it. */
export async function removeWatchState(paths: StatePaths): Promise<void> {
  await removeIfThere(pathOf(paths));
}

/** A trouble on one line. */
export function troubleText({ message, reason }: Trouble): string {
  return reason === undefined ? message : `${message}: ${reason}`;
}

function pathOf({ home }: StatePaths): string {
  return join(home, "service_state.json");
}

const PHASES: readonly unknown[] = ["starting", "watching", "stopped", "gave_up"];

function isWatchState(value: unknown): value is WatchState {
  if (!isJsonObject(value)) return false;
  const { pid, process_start, phase, port, restarts, trouble } = value as Record<string, unknown>;
  return Number.isSafeInteger(pid) && typeof process_start === "string" &&
    PHASES.includes(phase) && (port === null || typeof port === "number") &&
    Number.isSafeInteger(restarts) &&
    (trouble === null || (isJsonObject(trouble) && typeof trouble["message"] === "string" &&
      typeof trouble["at"] === "number"));
}
