import { UserError } from "../user_error.ts";
import { Patience } from "./patience.ts";
import type { Trouble } from "./watch_state.ts";

/** One run of the server, from its start to its end. */
export interface Run {
  readonly port: number;
  readonly pid: number;
  readonly instance: string;
}

/** How a run ended. */
export type RunEnd<Server extends Run> =
  | { readonly kind: "stopped" }
  | { readonly kind: "replaced"; readonly by: Server }
  | { readonly kind: "crashed"; readonly words: string };

/** What a service does to the server that it looks after. */
export interface Keeper<Server extends Run> {
  /**
   * The server that runs already; `null` where none does.
   *
   * @param former that has crashed: only one in its place is meant
   */
  find(former: Server | null): Promise<Server | null>;
  /**
   * Starts one.
   *
   * @param former that has crashed: its options are taken
   * @throws {UserError} when it cannot run
   */
  start(former: Server | null): Promise<Server>;
  /** Whether its process is gone for certain. */
  isGone(run: Server): Promise<boolean>;
  /** How a run ended whose process is gone. */
  endOf(run: Server): Promise<RunEnd<Server>>;
  stop(run: Server): Promise<void>;
}

/** What happens while a service does its work. */
export type WatchEvent<Server extends Run> =
  | { readonly kind: "watching"; readonly run: Server; readonly restarted: boolean }
  | { readonly kind: "failed"; readonly trouble: Trouble }
  | { readonly kind: "stopped" }
  | { readonly kind: "gave_up"; readonly trouble: Trouble };

/** What {@linkcode watchServer} needs of the world. */
export interface WatchOptions<Server extends Run> {
  readonly keeper: Keeper<Server>;
  readonly report: (event: WatchEvent<Server>) => Promise<void>;
  /** Waits so many ms; at once `true` when the service is to end. */
  readonly pause: (ms: number) => Promise<boolean>;
  /** ms between two looks at the process. */
  readonly interval: number;
  /** ms since 1970, UTC. */
  readonly now: () => number;
}

/**
 * Keeps one server running until somebody stops it, or until it cannot run: after a crash it is
 * brought back with its own options, and one that a restart put in its place is looked after next.
 *
 * @returns how that ended
 */
export async function watchServer<Server extends Run>(
  { keeper, report, pause, interval, now }: WatchOptions<Server>,
): Promise<"stopped" | "gave_up"> {
  const patience = new Patience();
  let former: Server | null = null;
  let wasThere = false;
  for (;;) {
    let began = now();
    let trouble: Trouble;
    let failure: unknown;
    try {
      let run: Server = await keeper.find(former) ?? await keeper.start(former);
      await report({ kind: "watching", run, restarted: wasThere });
      began = now();
      let end: RunEnd<Server> | null = null;
      while (end?.kind !== "crashed") {
        if (await pause(interval)) {
          await keeper.stop(run);
          await report({ kind: "stopped" });
          return "stopped";
        }
        end = await keeper.isGone(run) ? await keeper.endOf(run) : null;
        if (end?.kind === "stopped") {
          await report({ kind: "stopped" });
          return "stopped";
        }
        if (end?.kind === "replaced") {
          run = end.by;
          began = now();
          await report({ kind: "watching", run, restarted: false });
        }
      }
      former = run;
      trouble = {
        at: now(),
        message: `The server on port ${run.port} ended by itself (process ${run.pid})`,
        reason: `Its last words: ${end.words}`,
      };
    } catch (error) {
      failure = error;
      trouble = troubleOf(error, now());
    }
    wasThere = former !== null;
    const next = patience.next(now() - began, failure);
    if (next.kind === "end") {
      await report({ kind: "gave_up", trouble });
      return "gave_up";
    }
    await report({ kind: "failed", trouble });
    if (await pause(next.delay)) {
      await report({ kind: "stopped" });
      return "stopped";
    }
  }
}

function troubleOf(error: unknown, at: number): Trouble {
  if (error instanceof UserError) {
    const { message, reason, hint } = error;
    return { at, message, reason, hint };
  }
  return { at, message: error instanceof Error ? error.message : String(error) };
}
