import type { StatePaths } from "../instance/home/paths.ts";
import { processStatusOf, readProcessStarts } from "../ports/process_start.ts";
import { readMemory } from "./memory.ts";
import { readWatchState, type WatchState } from "./watch_state.ts";

/** What the files of a state folder tell of its service. */
export interface ServiceFacts {
  /** Whether a service manager starts it. */
  readonly installed: boolean;
  /** Whether its process is there. */
  readonly alive: boolean;
  /** How its work goes, or went last; `null` before its first start. */
  readonly state: WatchState | null;
}

/** Reads how the service is, without asking its manager; `null` where there is no service. */
export async function readService(paths: StatePaths): Promise<ServiceFacts | null> {
  const memory = await readMemory(paths);
  const state = await readWatchState(paths);
  if (memory === null && state === null) return null;
  return { installed: memory?.installed === true, alive: await isAlive(state), state };
}

/** Whether the process that wrote a state is there. */
async function isAlive(state: WatchState | null): Promise<boolean> {
  if (state === null) return false;
  const { pid, process_start: start } = state;
  return processStatusOf({ pid, start }, await readProcessStarts([pid])) === "there";
}
