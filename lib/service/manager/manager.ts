import { UserError } from "../../user_error.ts";
import type { Definition } from "./definition.ts";
import type { ManagerAnswer } from "./run_manager.ts";

/** What starts programs at login on this system, for one service. */
export interface ServiceManager {
  /** Such as `systemd user unit mpm-monitor.service`. */
  readonly title: string;
  /** Where the definition is; `null` where the manager keeps it to itself. */
  readonly file: string | null;
  /** The definition as it is written. */
  write(definition: Definition): string;
  /** Why the manager cannot be used here; `null` where it can. */
  obstacle(): Promise<string | null>;
  /** The definition that is there; `null` where there is none. */
  read(): Promise<string | null>;
  /** Puts a definition in place, in the one of an older one, and has it start at each login. */
  install(text: string): Promise<void>;
  /** Starts the service now; it does not matter when it runs already. */
  start(): Promise<void>;
  /** Stops the service, and takes it out. */
  remove(): Promise<void>;
  /** How the service is, in the manager's own words. */
  state(): Promise<string>;
}

/** Turns a tool's refusal into an error that shows what it said. */
export function mustSucceed(action: string, { code, text }: ManagerAnswer): void {
  if (code === 0) return;
  throw new UserError(`Cannot ${action} the service`, {
    code: "failed",
    reason: text.split("\n").find((line) => line.trim() !== "") ?? `Exit code ${code}`,
    hint: "See 'mpm-monitor service status'",
  });
}
