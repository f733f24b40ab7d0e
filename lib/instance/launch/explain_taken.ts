import { classInWords } from "../../ports/holder_class.ts";
import { describeHolder } from "../../ports/holders.ts";
import { formatRange } from "../../ports/range.ts";
import { decideReclaim } from "../../ports/reclaim.ts";
import { UserError } from "../../user_error.ts";
import { inspectInstances } from "../inspect.ts";
import { type PortSurvey, surveyPorts, type UsedPort } from "../survey.ts";
import { type Attempt, nextCommand, suggestible } from "./next_command.ts";
import type { Reclaimer } from "./reclaimer.ts";
import type { StartRequest } from "./start.ts";

/** A start or restart that failed. */
export interface FailedStart {
  readonly request: StartRequest;
  readonly reclaimer: Reclaimer;
  /** The server that was to be replaced. */
  readonly old?: NonNullable<Attempt["old"]>;
}

/**
 * Adds to a failed start who holds the ports and what to type next. Other failures stay as they are,
 * and so does one that says already who is in the way.
 */
export async function explainTaken(error: unknown, failed: FailedStart): Promise<unknown> {
  if (!(error instanceof UserError) || error.code !== "portInUse" || error.reason) return error;
  const { request: { options, range, paths }, old } = failed;
  const asked = [options.port, options.dashboard_port].filter((port) => typeof port === "number");
  const { instances } = await inspectInstances(paths);
  const survey = await surveyPorts([...new Set([...asked, ...suggestible(range)])], instances);
  const own = old === undefined ? [] : [old.port, old.dashboard_port];
  const named = asked.find((port) => survey.used.has(port) && !own.includes(port));
  if (options.port === undefined && named === undefined) return rangeUsedUp(failed, survey);
  return portTaken(error, { failed, survey, port: named ?? asked.at(-1) });
}

function commandFor({ request, old }: FailedStart, { used }: PortSurvey): string {
  const attempt = { ...request, ...old === undefined ? {} : { old } };
  return nextCommand(attempt, (port) => used.has(port));
}

function rangeUsedUp(failed: FailedStart, survey: PortSurvey): UserError {
  const { range } = failed.request;
  const within = [...survey.used.values()].filter(({ holder: { port } }) =>
    port >= range.first && port <= range.last
  ).toSorted((one, other) => one.holder.port - other.holder.port);
  const servers = within.flatMap(({ holderClass, holder }) =>
    holderClass === "monitor" ? [holder.port] : []
  );
  return new UserError(`No port free in ${formatRange(range)}`, {
    code: "portInUse",
    reason: survey.problems.join("; ") || "Every port of the range is in use",
    hint: servers.length === 0
      ? "Use --port for a port outside of the range"
      : "Stop a server of yours, or use --port for a port outside of the range",
    details: [
      ...within.map((each) => `${each.holder.port}: ${describeUsed(each)}`),
      ...servers.map((port) => `mpm-monitor stop --port ${port}`),
      commandFor(failed, survey),
    ],
  });
}

interface Taken {
  readonly failed: FailedStart;
  readonly survey: PortSurvey;
  readonly port: number | undefined;
}

function portTaken(error: UserError, { failed, survey, port }: Taken): UserError {
  const { request, reclaimer } = failed;
  const holder = port === undefined ? undefined : survey.used.get(port);
  const reasons = holder === undefined ? [...survey.problems] : [describeUsed(holder)];
  const left = port === undefined ? undefined : reclaimer.left.get(port);
  if (request.force && left !== undefined) reasons.push(`not ended, since ${left}`);
  const isDashboard = port === request.options.dashboard_port;
  const option = isDashboard ? "--dashboard-port" : "--port";
  const mayForce = !request.force && !isDashboard && holder !== undefined && canBeForced(holder);
  return new UserError(
    port === undefined ? error.message : `Port ${port} is already in use by another process`,
    {
      code: "portInUse",
      reason: reasons.join("; ") || undefined,
      hint: `Use ${option} to specify a different port${mayForce ? " or --force to reclaim" : ""}`,
      details: [commandFor(failed, survey)],
    },
  );
}

function canBeForced(used: UsedPort): boolean {
  const policy = { reclaim: true, force: true, choice: "explicit" } as const;
  return decideReclaim(used, policy, { ancestors: [] }).kind === "end";
}

/** `python3 server.py (PID 4711, user ann), another program`. */
export function describeUsed({ holder, holderClass, instance }: UsedPort): string {
  const what = classInWords(holderClass);
  const of = holderClass === "dashboard" && instance !== null
    ? `${what} (server on port ${instance.record.port})`
    : what;
  return `${describeHolder(holder)}, ${of}`;
}
