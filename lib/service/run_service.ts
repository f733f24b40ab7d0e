import { join } from "@std/path/join";
import { ensurePrivateFolder } from "../instance/home/files.ts";
import { LogFile } from "../instance/home/log_file.ts";
import type { Environment, StatePaths } from "../instance/home/paths.ts";
import { readProcessStarts } from "../ports/process_start.ts";
import type { PortRange } from "../ports/range.ts";
import { UserError } from "../user_error.ts";
import { NO_MEMORY, readMemory, type ServiceMemory, writeMemory } from "./memory.ts";
import { readService } from "./read_service.ts";
import { type KeptRun, serverKeeper } from "./server_keeper.ts";
import { type WatchEvent, watchServer } from "./watch.ts";
import { type Trouble, troubleText, type WatchState, writeWatchState } from "./watch_state.ts";

/** What {@linkcode runService} needs. */
export interface RunServiceOptions {
  readonly paths: StatePaths;
  readonly range: PortRange;
  readonly env: Environment;
  /** Resolves when the service is to end. */
  readonly ended: Promise<unknown>;
  /** Sees the lines of its log. */
  readonly note: (line: string) => void;
}

/** ms between two looks at the server's process. */
const INTERVAL = 1_000;

/**
 * The life of the service's own process: keeps a server running, and writes down what it does.
 *
 * @returns why it has given up; `null` when it was stopped
 * @throws {UserError} when the service runs already
 */
export async function runService(
  { paths, range, env, ended, note }: RunServiceOptions,
): Promise<Trouble | null> {
  await ensurePrivateFolder(paths.home);
  const other = await readService(paths);
  if (other?.alive) {
    throw new UserError("The service runs already", {
      code: "failed",
      reason: `Process ${other.state?.pid} does its work`,
      hint: "See 'mpm-monitor service status'",
    });
  }
  using log = openLog(paths);
  const tell = (line: string) => {
    log.file.write(line);
    note(line);
  };
  let memory: ServiceMemory = await readMemory(paths) ?? NO_MEMORY;
  let state: WatchState = {
    pid: Deno.pid,
    process_start: (await readProcessStarts([Deno.pid]))?.get(Deno.pid) ?? "unknown:",
    phase: "starting",
    port: null,
    restarts: 0,
    trouble: null,
  };
  const change = async (changes: Partial<WatchState>) => {
    state = { ...state, ...changes };
    // A disk that is full must not keep the server from being looked after.
    await writeWatchState(paths, state).catch((error) => tell(`Cannot write down: ${error}`));
  };
  const report = async (event: WatchEvent<KeptRun>) => {
    tell(lineOf(event));
    if (event.kind === "watching") {
      memory = remember(memory, event.run);
      await writeMemory(paths, memory).catch((error) => tell(`Cannot write down: ${error}`));
      const restarts = state.restarts + (event.restarted ? 1 : 0);
      await change({ phase: "watching", port: event.run.port, restarts });
    } else if (event.kind === "failed") await change({ phase: "starting", trouble: event.trouble });
    else if (event.kind === "gave_up") await change({ phase: "gave_up", trouble: event.trouble });
    else await change({ phase: "stopped" });
  };
  await change({});
  let isEnded = false;
  const end = ended.then(() => isEnded = true);
  await watchServer({
    keeper: serverKeeper({ paths, range, env, memory: () => memory, note: tell }),
    report,
    interval: INTERVAL,
    now: Date.now,
    async pause(ms) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([end, new Promise((done) => timer = setTimeout(done, ms))]);
      clearTimeout(timer);
      return isEnded;
    },
  });
  return state.phase === "gave_up" ? state.trouble : null;
}

function openLog(paths: StatePaths): Disposable & { readonly file: LogFile } {
  const file = new LogFile(join(paths.logs, "service.log"));
  return { file, [Symbol.dispose]: () => file.close() };
}

function remember(memory: ServiceMemory, { record, port }: KeptRun): ServiceMemory {
  return {
    ...memory,
    options: { ...record.options, port },
    dashboardPort: record.dashboard_port,
  };
}

function lineOf(event: WatchEvent<KeptRun>): string {
  switch (event.kind) {
    case "watching": {
      const { port, pid } = event.run;
      return event.restarted
        ? `Brought the server on port ${port} back (process ${pid})`
        : `Looking after the server on port ${port} (process ${pid})`;
    }
    case "failed":
      return troubleText(event.trouble);
    case "gave_up":
      return `Gave up: ${troubleText(event.trouble)}`;
    case "stopped":
      return "Stopped";
  }
}
