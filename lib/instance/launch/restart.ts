import { delay } from "@std/async/delay";
import { dashboardCandidates } from "../../ports/allocate.ts";
import { portsOf } from "../../ports/range.ts";
import { probeHealth } from "../health.ts";
import type { StartOptions } from "../../config/settings.ts";
import type { Instance } from "../inspect.ts";
import { explainTaken } from "./explain_taken.ts";
import { Handover } from "./handover.ts";
import { launch } from "./launch.ts";
import type { ServeFacts, ServePlan } from "./launch_order.ts";
import { Reclaimer } from "./reclaimer.ts";
import { planFor, policyFor, type StartRequest } from "./start.ts";

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
  /** Options that hold in place of the former ones with their changes. */
  readonly fresh?: StartOptions;
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
    options: request.fresh ?? changedOptions({ ...record.options, port: record.port }, request),
  };
  const plan = restartPlan(old, start, request);
  const reclaimer = new Reclaimer({
    paths: request.paths,
    ports: [...plan.ports, ...plan.dashboardPorts],
    note: request.note,
  });
  if (record.mode === "foreground") {
    request.note(`Server on port ${record.port} ran in a terminal: it goes on in the background`);
  }
  const handover = new Handover(old, { ...request, plan });
  const facts = await launch({
    paths: request.paths,
    plan,
    hooks: {
      onTaken: async (role, port) => {
        const policy = policyFor(role, port, start);
        return policy === null ? "next" : await reclaimer.free(port, policy);
      },
      onBound: (port) => handover.endOld(port),
    },
  }).catch(async (error) => {
    const explained = await explainTaken(error, { request: start, reclaimer, old: record });
    throw await handover.undo(explained);
  });
  const gap = performance.now() - handover.endedAt;
  const moved = facts.port !== record.port;
  const clientsBefore = handover.clients;
  return {
    facts,
    newToken: plan.token === record.token ? null : plan.token,
    movedFrom: moved ? record.port : null,
    gap,
    clientsBefore,
    clientsBack: moved ? 0 : await waitForClients(facts, plan.token, clientsBefore),
  };
}

/** Options with what a person wants to be different. */
export function changedOptions(
  { dashboard_port, ...kept }: StartOptions,
  { changes, dashboard }: Pick<RestartRequest, "changes" | "dashboard">,
): StartOptions {
  const keepsPort = dashboard_port !== undefined && !(dashboard && dashboard_port === null);
  return { ...kept, ...(keepsPort ? { dashboard_port } : {}), ...changes };
}

/** Where the dashboard's port was a free choice, the former one is tried first. */
function restartPlan(
  { record }: Instance,
  start: StartRequest,
  { changes }: RestartRequest,
): ServePlan {
  const plan = planFor(start, record.token);
  const { dashboard_port } = record;
  const predecessor = [record.port, ...dashboard_port === null ? [] : [dashboard_port]];
  const isFree = start.options.dashboard_port === undefined && changes.dashboard_port === undefined;
  if (dashboard_port === null || !isFree) return { ...plan, predecessor };
  const others = dashboardCandidates(portsOf(start.range)).filter((port) =>
    port !== dashboard_port
  );
  return { ...plan, predecessor, dashboardPorts: [dashboard_port, ...others] };
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
    if (back < before) await delay(50);
  }
  return Math.min(back, before);
}
