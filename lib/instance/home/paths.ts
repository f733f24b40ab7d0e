import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import { UserError } from "../../user_error.ts";

/** Reads one environment variable. */
export type Environment = (name: string) => string | undefined;

/** The state folder and what lies in it. */
export interface StatePaths {
  readonly home: string;
  /** One record for each running instance. */
  readonly instances: string;
  readonly stores: string;
  readonly logs: string;
  readonly config: string;
  /** The options of the last start, for a `restart` when nothing runs. */
  readonly lastOptions: string;
  /** Held by commands that must not run twice at a time. */
  readonly lock: string;
}

/** Name of the variable that moves the state folder. */
export const HOME_VARIABLE = "MPM_MONITOR_HOME";

/**
 * Tells where state lives. Creates nothing.
 *
 * @throws {UserError} when the environment names no home folder at all
 */
export function statePaths(env: Environment): StatePaths {
  const home = resolve(env(HOME_VARIABLE) || defaultHome(env));
  return {
    home,
    instances: join(home, "instances"),
    stores: join(home, "stores"),
    logs: join(home, "logs"),
    config: join(home, "config.json"),
    lastOptions: join(home, "last_options.json"),
    lock: join(home, "start.lock"),
  };
}

/** Path of an instance's record. */
export function recordPath(paths: StatePaths, port: number): string {
  return join(paths.instances, `${port}.json`);
}

/** Folder in which what hooks tell waits for the server on a port. */
export function spoolPath({ home }: Pick<StatePaths, "home">, port: number): string {
  return join(home, "spool", `${port}`);
}

/** Path of a port's own event store. */
export function storePath(paths: StatePaths, port: number): string {
  return join(paths.stores, `${port}.db`);
}

/** Path of an instance's log. */
export function logPath(paths: StatePaths, port: number): string {
  return join(paths.logs, `${port}.log`);
}

/** Path of what a port's run writes down about itself, so that the next one knows how it ended. */
export function runPath(paths: StatePaths, port: number): string {
  return join(paths.logs, `${port}.run.json`);
}

/** Path of what the server process itself writes when it crashes; empty as a rule. */
export function crashPath(paths: StatePaths, port: number): string {
  return join(paths.logs, `${port}.crash.log`);
}

function defaultHome(env: Environment): string {
  const user = env("HOME") || env("USERPROFILE");
  if (!user) {
    throw new UserError("Cannot tell where to keep the monitor's state", {
      code: "failed",
      reason: "Neither HOME nor USERPROFILE is set",
      hint: `Set ${HOME_VARIABLE} to a folder`,
    });
  }
  return join(user, ".claude-mpm", "monitor");
}
