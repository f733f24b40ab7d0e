import { UserError } from "../../user_error.ts";
import { dashboardCandidates } from "../../ports/allocate.ts";
import { portsOf } from "../../ports/range.ts";
import { explainTaken } from "./explain_taken.ts";
import { probeHealth } from "../health.ts";
import type { Instance } from "../inspect.ts";
import { launch } from "./launch.ts";
import type { ServeFacts, ServePlan } from "./launch_order.ts";
import { moveStore } from "../home/move_store.ts";
import { storePath } from "../home/paths.ts";
import type { StartOptions } from "../../config/settings.ts";
import { planFor, policyFor, type StartRequest } from "./start.ts";
import { Reclaimer } from "./reclaimer.ts";
import { stopInstance, type Stopped } from "../stop.ts";

/** What a person wants to be different after the restart. */
export type RestartChanges = Partial<StartOptions>;

/** How a restart went. */
export interface Restarted {
  readonly facts: ServeFacts;
  /** What readers have to show from now on; `null` when that has not changed. */
  readonly newToken: string | null;
  /** The port before, where it moved. */
  readonly movedFrom: number | null;
  /** ms between the request to end and the proof that the new one is up. */
  readonly gap: number;
  /** Clients that were connected before. */
  readonly clientsBefore: number;
  /** Of these, how many were back when we looked last. */
  readonly clientsBack: number;
}

/** What {@linkcode restartInstance} needs beside the instance. */
export type RestartRequest = Omit<StartRequest, "options" | "mode"> & {
  readonly changes: RestartChanges;
  /** Turns the dashboard on where it was off. */
  readonly dashboard: boolean;
};

/**
 * Restarts an instance with its own options, except for what is to change. The new process is
 * started first and takes over once it is ready for the ports, so that the gap is short; the old
 * one goes on when the new one cannot come that far.
 *
 * @throws {UserError} when the new one cannot run
 */
export async function restartInstance(
  old: Instance,
  request: RestartRequest,
): Promise<Restarted> {
  const { record } = old;
  const start: StartRequest = {
    ...request,
    mode: "background",
    options: changedOptions(record.options, { port: record.port, ...request }),
  };
  const plan = restartPlan(old, start, request.changes);
  const moved = start.options.port !== record.port;
  const reclaimer = new Reclaimer({
    paths: request.paths,
    ports: [...plan.ports, ...plan.dashboardPorts],
    note: request.note,
  });
  let stopped: Stopped | null = null;
  let endedAt = 0;
  const endOld = async () => {
    if (stopped !== null) return;
    endedAt = performance.now();
    stopped = await stopInstance(old, {
      paths: request.paths,
      reason: "restart",
      // Whoever restarts a server that does not answer wants a new one, not the news that it hangs.
      force: request.force || old.state === "unresponsive" ? "escalate" : "no",
    });
    if (moved && record.options.store === undefined && start.options.port !== undefined) {
      const to = storePath(request.paths, start.options.port);
      const aside = await moveStore(record.store, to, new Date());
      if (aside !== null) {
        request.note(`Port ${start.options.port} had a store: it is now ${aside}`);
      }
    }
  };
  if (record.mode === "foreground") {
    request.note(`Server on port ${record.port} ran in a terminal: it goes on in the background`);
  }
  const facts = await launch({
    paths: request.paths,
    plan,
    hooks: {
      onTaken: async (role, port) => {
        if (stopped === null && [record.port, record.dashboard_port].includes(port)) {
          await endOld();
          return "retry";
        }
        const policy = policyFor(role, port, start);
        return policy === null ? "next" : await reclaimer.free(port, policy);
      },
      onBound: endOld,
    },
  }).catch(async (error) => {
    const explained = await explainTaken(error, start, reclaimer);
    throw stopped === null ? explained : afterTheEnd(explained, record.port);
  });
  const gap = performance.now() - endedAt;
  const clientsBefore = clientsOf(stopped);
  return {
    facts,
    newToken: plan.token === record.token ? null : plan.token,
    movedFrom: moved ? record.port : null,
    gap,
    clientsBefore,
    clientsBack: moved ? 0 : await waitForClients(facts, plan.token, clientsBefore),
  };
}

function changedOptions(
  { dashboard_port, ...kept }: StartOptions,
  { port, changes, dashboard }: Pick<RestartRequest, "changes" | "dashboard"> & { port: number },
): StartOptions {
  const keepsPort = dashboard_port !== undefined && !(dashboard && dashboard_port === null);
  return { ...kept, ...(keepsPort ? { dashboard_port } : {}), port, ...changes };
}

/** Where the dashboard's port was a free choice, the former one is tried first. */
function restartPlan(
  { record }: Instance,
  start: StartRequest,
  changes: RestartChanges,
): ServePlan {
  const plan = planFor(start, record.token);
  if (record.dashboard_port === null || start.options.dashboard_port !== undefined) return plan;
  if (changes.dashboard_port !== undefined) return plan;
  const candidates = dashboardCandidates(portsOf(start.range));
  const others = candidates.filter((port) => port !== record.dashboard_port);
  return { ...plan, dashboardPorts: [record.dashboard_port, ...others] };
}

function clientsOf(stopped: Stopped | null): number {
  return stopped?.clients ?? 0;
}

/** Milliseconds to wait for the clients; Socket.IO's own come back after one second or so. */
const CLIENTS_TIMEOUT = 4_000;

async function waitForClients(
  { host, port }: ServeFacts,
  token: string | null,
  before: number,
): Promise<number> {
  const deadline = performance.now() + CLIENTS_TIMEOUT;
  let back = 0;
  while (back < before && performance.now() < deadline) {
    const health = await probeHealth(host, port, { token });
    if (health.kind === "healthy") back = Math.max(back, health.answer.clients);
    if (back < before) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return Math.min(back, before);
}

function afterTheEnd(error: unknown, port: number): unknown {
  if (!(error instanceof UserError)) return error;
  const { message, code, reason, hint, details } = error;
  return new UserError(message, {
    code,
    reason: `${reason ?? "Unknown"}; the old server on port ${port} had ended already`,
    hint,
    details,
    cause: error,
  });
}
