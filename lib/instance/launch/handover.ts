import { readPortTable } from "../../ports/table/read_port_table.ts";
import { UserError } from "../../user_error.ts";
import { readIfThere, writeFileAtomically } from "../home/files.ts";
import { moveStore, putBack } from "../home/move_store.ts";
import { type StatePaths, storePath } from "../home/paths.ts";
import { removeRecord } from "../home/records.ts";
import type { Instance } from "../inspect.ts";
import { stopInstance, type Stopped } from "../stop.ts";
import { launch } from "./launch.ts";
import type { ServePlan } from "./launch_order.ts";
import { holdsSameAddress } from "./same_address.ts";

/** What {@linkcode Handover} needs beside the old instance. */
export interface HandoverOptions {
  readonly paths: StatePaths;
  /** Of the server that takes over. */
  readonly plan: ServePlan;
  readonly force: boolean;
  /** Tells the person what happens on the way. */
  readonly note: (line: string) => void;
  /** Ends the old server; {@linkcode stopInstance} unless said. */
  readonly stop?: typeof stopInstance;
  /** Starts it again; {@linkcode launch} unless said. */
  readonly relaunch?: typeof launch;
}

/** The moment when a server makes room for the one that replaces it, and the way back. */
export class Handover {
  readonly #old: Instance;
  readonly #options: HandoverOptions;
  #stopped: Stopped | null = null;
  #lastOptions: string | null = null;
  #moved: { readonly to: string; readonly aside: string | null } | null = null;
  /** When the old server was asked to end, by `performance.now()`. */
  endedAt = 0;

  constructor(old: Instance, options: HandoverOptions) {
    this.#old = old;
    this.#options = options;
  }

  /** Clients that were connected to the old server. */
  get clients(): number {
    return this.#stopped?.clients ?? 0;
  }

  /**
   * Ends the old server, and moves its store where that is to have another name.
   *
   * @param port of the new server
   * @throws {UserError} when the old one does not end, or something is in the way; then it goes on
   */
  async endOld(port: number): Promise<void> {
    const { paths, force, plan, note, stop = stopInstance } = this.#options;
    const { record, state } = this.#old;
    await this.#mustBeAlone();
    this.#lastOptions = await readIfThere(paths.lastOptions).catch(() => null);
    this.endedAt = performance.now();
    this.#stopped = await stop(this.#old, {
      paths,
      reason: "restart",
      // Whoever restarts a server that does not answer wants a new one, not the news that it hangs.
      force: force || state === "unresponsive" ? "escalate" : "no",
    });
    if (port === record.port || plan.options.store !== undefined) return;
    const to = storePath(paths, port);
    const aside = await moveStore(record.store, to, new Date());
    this.#moved = { to, aside };
    if (aside !== null) note(`Port ${port} had a store: it is now ${aside}`);
  }

  /**
   * Brings the old server back, where it had ended already.
   *
   * @param error why the new one cannot run
   * @returns what to tell the person
   */
  async undo(error: unknown): Promise<unknown> {
    const { paths, plan, relaunch = launch } = this.#options;
    const { record } = this.#old;
    if (this.endedAt === 0) {
      return withReason(error, `the server on port ${record.port} goes on as it was`);
    }
    if (this.#stopped === null) return error;
    for (const port of plan.ports) {
      await removeRecord(paths, { port, instance: plan.instance }).catch(() => {});
    }
    try {
      if (this.#moved !== null) await putBack(this.#moved, record.store);
      const { pid } = await relaunch({
        paths,
        plan: this.#formerPlan(),
        hooks: { onTaken: () => Promise.resolve("retry"), onBound: () => Promise.resolve() },
      });
      if (this.#lastOptions !== null) {
        await writeFileAtomically(paths.lastOptions, this.#lastOptions);
      }
      return withReason(error, `the server on port ${record.port} is back as it was (PID ${pid})`);
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : String(failure);
      return withReason(
        error,
        `the old server on port ${record.port} had ended, and could not be brought back: ${why}`,
      );
    }
  }

  #formerPlan(): ServePlan {
    const { record } = this.#old;
    return {
      home: this.#options.paths.home,
      instance: crypto.randomUUID(),
      secret: crypto.randomUUID(),
      token: record.token,
      mode: "background",
      options: record.options,
      ports: [record.port],
      dashboardPorts: record.dashboard_port === null ? [] : [record.dashboard_port],
      dashboardOptional: true,
    };
  }

  /** On another host, somebody else may hold the same port. */
  async #mustBeAlone(): Promise<void> {
    const { plan } = this.#options;
    const { record } = this.#old;
    const { host } = plan.options;
    if (host === record.host) return;
    const wanted = [...plan.ports, ...plan.dashboardPorts.slice(0, 1)];
    const { listeners } = await readPortTable(wanted);
    // Where nobody tells whose sockets these are, those on its own address are taken for its own.
    const isOwn = (pid: number | null, address: string) =>
      pid === record.pid || pid === null && holdsSameAddress(address, record.host);
    const other = listeners.find(({ pid, address }) =>
      !isOwn(pid, address) && holdsSameAddress(address, host)
    );
    if (other === undefined) return;
    throw new UserError(`Port ${other.port} is already in use by another process`, {
      code: "portInUse",
      reason: `Another process listens on ${other.address}, port ${other.port}`,
      hint: "Use --host or --port for another place",
    });
  }
}

function withReason(error: unknown, more: string): unknown {
  const { message, code, reason, hint, details } = error instanceof UserError
    ? error
    : new UserError("Failed to start monitoring server", {
      code: "failed",
      reason: error instanceof Error ? error.message : String(error),
    });
  return new UserError(message, {
    code,
    reason: reason === undefined ? more : `${reason}; ${more}`,
    hint,
    details,
    cause: error,
  });
}
