import { join } from "@std/path/join";
import { type Environment, HOME_VARIABLE, statePaths } from "../../instance/home/paths.ts";
import { UserError } from "../../user_error.ts";
import { launchd } from "./launchd.ts";
import type { ServiceManager } from "./manager.ts";
import { type RunManager, runManager } from "./run_manager.ts";
import { systemd } from "./systemd.ts";
import { taskScheduler } from "./task_scheduler.ts";

/** What tells which manager there is. */
export interface Machine {
  readonly os: typeof Deno.build.os;
  readonly env: Environment;
  /** `null` on Windows. */
  readonly uid: number | null;
  readonly run?: RunManager;
}

/**
 * The service manager of this system, for the service of this state folder: a second state folder
 * has a service of its own.
 *
 * @throws {UserError} where mpm-monitor knows of none
 */
export async function chooseManager(machine: Machine): Promise<ServiceManager> {
  const { os, env, uid, run = runManager } = machine;
  const home = env("HOME") || env("USERPROFILE") || "";
  const state = statePaths(env).home;
  const usual = home === "" ? null : statePaths((name) => name === HOME_VARIABLE ? "" : env(name));
  const name = state === usual?.home ? "mpm-monitor" : `mpm-monitor-${await shortHash(state)}`;
  switch (os) {
    case "linux":
      return systemd(name, env("XDG_CONFIG_HOME") || join(home, ".config"), run);
    case "darwin":
      return launchd(name, { home, uid: uid ?? 0 }, run);
    case "windows": {
      const user = [env("USERDOMAIN"), env("USERNAME")].filter(Boolean).join("\\");
      return taskScheduler(name, { user, folder: state }, run);
    }
    default:
      throw new UserError("mpm-monitor does not know the service manager of this system", {
        code: "failed",
        hint: "Have it run 'mpm-monitor service run' at login",
      });
  }
}

async function shortHash(text: string): Promise<string> {
  const bytes = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)),
  );
  return Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
