import { classInWords } from "../../ports/holder_class.ts";
import { describeHolder } from "../../ports/holders.ts";
import { formatRange, portsOf } from "../../ports/range.ts";
import { UserError } from "../../user_error.ts";
import { inspectInstances } from "../inspect.ts";
import type { Reclaimer } from "./reclaimer.ts";
import type { StartRequest } from "./start.ts";
import { type PortSurvey, surveyPorts, type UsedPort } from "../survey.ts";

/** Adds to a failed start who holds the ports and what to type next. Other failures stay as they are. */
export async function explainTaken(
  error: unknown,
  request: StartRequest,
  reclaimer: Reclaimer,
): Promise<unknown> {
  if (!(error instanceof UserError) || error.code !== "portInUse") return error;
  const { options, range, paths } = request;
  const asked = [options.port, options.dashboard_port].filter((port) => typeof port === "number");
  const { instances } = await inspectInstances(paths);
  const survey = await surveyPorts([...new Set([...asked, ...portsOf(range)])], instances);
  const named = asked.find((port) => survey.used.has(port));
  return options.port === undefined && named === undefined
    ? rangeUsedUp(request, survey)
    : portTaken(error, { request, survey, reclaimer, port: named ?? asked[0] });
}

function rangeUsedUp({ range }: StartRequest, { used, problems }: PortSurvey): UserError {
  return new UserError(`No port free in ${formatRange(range)}`, {
    code: "portInUse",
    reason: problems.join("; ") || "Every port of the range is in use",
    hint: "Use 'mpm-monitor stop --port PORT' on one of these, or --port for another port:",
    details: Array.from(used, ([port, each]) => `${port}: ${describeUsed(each)}`),
  });
}

interface Taken {
  readonly request: StartRequest;
  readonly survey: PortSurvey;
  readonly reclaimer: Reclaimer;
  readonly port: number | undefined;
}

function portTaken(error: UserError, { request, survey, reclaimer, port }: Taken): UserError {
  const { used, problems } = survey;
  const holder = port === undefined ? undefined : used.get(port);
  const reasons = holder === undefined ? [...problems] : [describeUsed(holder)];
  const left = port === undefined ? undefined : reclaimer.left.get(port);
  if (request.force && left !== undefined) reasons.push(`not ended, since ${left}`);
  const option = port === request.options.dashboard_port ? "dashboard-port" : "port";
  const free = portsOf(request.range).find((each) => !used.has(each));
  return new UserError(error.message, {
    code: "portInUse",
    reason: reasons.join("; ") || undefined,
    hint: request.force
      ? "Use --port to specify a different port"
      : "Use --port to specify a different port or --force to reclaim",
    details: free === undefined ? [] : [`mpm-monitor start --${option} ${free}`],
  });
}

/** `python3 server.py (PID 4711, user ann), another program`. */
export function describeUsed({ holder, holderClass }: UsedPort): string {
  return `${describeHolder(holder)}, ${classInWords(holderClass)}`;
}
