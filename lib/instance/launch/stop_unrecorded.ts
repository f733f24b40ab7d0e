import { readAncestors } from "../../ports/ancestors.ts";
import { endHolder } from "../../ports/end_holder.ts";
import { decideReclaim } from "../../ports/reclaim.ts";
import { UserError } from "../../user_error.ts";
import { removeIfThere } from "../home/files.ts";
import { recordPath, type StatePaths } from "../home/paths.ts";
import type { Instance } from "../inspect.ts";
import { describeUsed } from "./explain_taken.ts";
import type { Stopped } from "../stop.ts";
import { type PortSurvey, surveyPorts } from "../survey.ts";

/** How {@linkcode stopUnrecorded} goes about it. */
export interface StopUnrecordedOptions {
  readonly paths: StatePaths;
  readonly force: boolean;
  /** All recorded instances. */
  readonly instances: readonly Instance[];
  /** Looks at the port; {@linkcode surveyPorts} unless said. */
  readonly look?: typeof surveyPorts;
  /** Ends a process; {@linkcode endHolder} unless said. */
  readonly end?: typeof endHolder;
}

/**
 * Ends the server on a port that no usable record names, when it is one of ours by its own answer,
 * runs as this user, and `--force` was given.
 *
 * @throws {UserError} when it may not be ended; it says who is there
 */
export async function stopUnrecorded(
  port: number,
  { paths, force, instances, look = surveyPorts, end = endHolder }: StopUnrecordedOptions,
): Promise<Stopped> {
  const survey = await look([port], instances);
  const used = survey.used.get(port);
  if (used === undefined || used.holderClass !== "orphan") throw notOurs(port, survey);
  const policy = { reclaim: false, force: true, choice: "explicit" } as const;
  const decision = decideReclaim(used, policy, { ancestors: await readAncestors() });
  const name = `Server on port ${port}`;
  const who = describeUsed(used);
  if (decision.kind === "leave") {
    throw new UserError(`${name} cannot be stopped from here`, {
      code: "permissionDenied",
      reason: `${who}: ${decision.reason}`,
      hint: "Stop it as its own user",
    });
  }
  if (!force) {
    throw new UserError(`${name} has no record here`, {
      code: "notRunning",
      reason: who,
      hint: `Use 'mpm-monitor stop --port ${port} --force' to end it`,
    });
  }
  const ended = await Promise.all(used.holder.processes.map((each) => end(each, port)));
  if (!ended.every((gone) => gone)) {
    throw new UserError(`${name} could not be ended`, { code: "failed", reason: who });
  }
  await removeIfThere(recordPath(paths, port));
  const pid = used.holder.processes[0]?.pid ?? 0;
  return { record: { port, pid }, clients: used.answer?.clients ?? null, how: "unrecorded" };
}

function notOurs(port: number, { used, problems }: PortSurvey): UserError {
  const holder = used.get(port);
  const reasons = holder === undefined ? [...problems] : [`It is held by ${describeUsed(holder)}`];
  const owner = holder?.instance?.record.port;
  return new UserError(`Server on port ${port} is not running`, {
    code: "notRunning",
    reason: reasons.join("; ") || undefined,
    hint: owner === undefined
      ? "Use 'mpm-monitor start' to start the server"
      : `Use 'mpm-monitor stop --port ${owner}' to stop the server that it belongs to`,
  });
}
