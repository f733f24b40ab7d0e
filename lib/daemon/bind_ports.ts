import { allocate } from "../ports/allocate.ts";
import { bindPort, type BoundPort, LOOPBACK, PortTakenError } from "../server/bind.ts";
import { UserError } from "../user_error.ts";
import { systemCode } from "../instance/home/files.ts";
import { DEFAULT_HOST } from "../instance/home/host.ts";
import type { LaunchHooks, PortRole, ServePlan } from "../instance/launch/launch_order.ts";

/** The ports of one instance, held by this process. */
export interface BoundPorts {
  readonly main: BoundPort;
  readonly dashboard: BoundPort | null;
}

/** What a plan says about ports. */
export type PortPlan = Pick<
  ServePlan,
  "ports" | "dashboardPorts" | "dashboardOptional" | "options" | "predecessor"
>;

/** How {@linkcode bindPorts} asks on the way. */
export interface BindHooks {
  readonly onTaken: LaunchHooks["onTaken"];
  /**
   * Called with the server's port when all is held that can be held while the predecessor lives.
   * When it resolves, the predecessor has given up its ports.
   */
  readonly onReady: (port: number) => Promise<void>;
}

/** A port that is taken care of. */
interface Held {
  readonly port: number;
  /** `null` while the predecessor still holds it. */
  readonly bound: BoundPort | null;
}

/**
 * Takes the ports of an instance, both or none. What somebody else may hold is taken first: a
 * predecessor is asked for its own ports only when nothing else is in the way.
 *
 * @throws {UserError} when they cannot be had
 */
export async function bindPorts(plan: PortPlan, hooks: BindHooks): Promise<BoundPorts> {
  const { ports, dashboardPorts, dashboardOptional } = plan;
  const binder = new Binder(plan, hooks.onTaken);
  try {
    // A named one first: where that cannot be had, nobody has to make room for the other.
    const isNamed = !dashboardOptional && dashboardPorts.length > 0;
    const named = isNamed ? await binder.hold("dashboard", dashboardPorts) : null;
    if (isNamed && named === null) throw portsTaken(dashboardPorts);
    const main = await binder.hold("server", ports.filter((port) => port !== named?.port));
    if (main === null) throw portsTaken(ports);
    const others = dashboardPorts.filter((port) => port !== main.port);
    const dashboard = named ?? await binder.hold("dashboard", others);

    await hooks.onReady(main.port);
    const boundMain = await binder.claim(main);
    if (boundMain === null) throw portsTaken([main.port]);
    const boundDashboard = dashboard === null ? null : await binder.claim(dashboard);
    if (isNamed && boundDashboard === null) throw portsTaken(dashboardPorts);
    return { main: boundMain, dashboard: boundDashboard };
  } catch (error) {
    await binder.giveUp();
    throw error;
  }
}

/** Takes ports for one instance, and gives all of them up when one is missing. */
class Binder {
  readonly #plan: PortPlan;
  readonly #onTaken: LaunchHooks["onTaken"];
  readonly #bound: BoundPort[] = [];

  constructor(plan: PortPlan, onTaken: LaunchHooks["onTaken"]) {
    this.#plan = plan;
    this.#onTaken = onTaken;
  }

  /** The first candidate that is free, or that the predecessor will give up. */
  hold(role: PortRole, candidates: readonly number[]): Promise<Held | null> {
    const { predecessor = [] } = this.#plan;
    return allocate<Held>(candidates, {
      bind: async (port) => {
        try {
          return { port, bound: await this.#bind(port) };
        } catch (error) {
          if (!isTaken(error) || !predecessor.includes(port)) throw error;
          return { port, bound: null };
        }
      },
      isTaken,
      onTaken: (port) => this.#onTaken(role, port),
    });
  }

  /** Takes what the predecessor has just given up; it may still be closing. */
  async claim({ port, bound }: Held): Promise<BoundPort | null> {
    if (bound !== null) return bound;
    return await allocate([port], {
      bind: (each) => this.#bind(each),
      isTaken,
      onTaken: () => Promise.resolve("retry"),
    });
  }

  async giveUp(): Promise<void> {
    await Promise.all(this.#bound.map((bound) => bound.close()));
  }

  async #bind(port: number): Promise<BoundPort> {
    const bound = await bindOrExplain(port, this.#plan.options.host);
    this.#bound.push(bound);
    return bound;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof PortTakenError;
}

async function bindOrExplain(port: number, host: string): Promise<BoundPort> {
  try {
    return await bindPort(port, host === DEFAULT_HOST ? LOOPBACK : [host]);
  } catch (error) {
    if (error instanceof PortTakenError) throw error;
    const denied = systemCode(error) === "EACCES" || error instanceof Deno.errors.PermissionDenied;
    const detail = error instanceof Error ? error.message : String(error);
    throw new UserError("Failed to start monitoring server", {
      code: denied ? "permissionDenied" : "failed",
      reason: denied ? `Permission denied on port ${port}` : detail,
      hint: denied
        ? "Try a port > 1024 or run with appropriate permissions"
        : "Check --host: it has to be an address of this machine",
      cause: error,
    });
  }
}

function portsTaken(ports: readonly number[]): UserError {
  const [first] = ports;
  return new UserError(
    ports.length === 1
      ? `Port ${first} is already in use by another process`
      : `No port free in ${first}-${ports.at(-1)}`,
    { code: "portInUse", hint: "Use --port to specify a different port or --force to reclaim" },
  );
}
