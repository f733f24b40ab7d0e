import type { Context } from "hono";
import { SCHEMA_VERSION, type UsageAnswer } from "../../../contract/http.ts";
import { dayBefore, type MonitorState, viewLimits, viewUsageBy } from "../../../state/mod.ts";
import { USAGE_GROUPS, type UsageGroup } from "../../../contract/usage.ts";
import { badParameter, refuse } from "../../refusal.ts";

const MAX_GROUPS = 3;

/** `GET /api/usage?by=day,model&days=30&project=P&session=S`: what was used, and of which limits. */
export function getUsage(state: () => Promise<MonitorState>, now: () => number) {
  return async (context: Context): Promise<Response> => {
    const by = groupsIn(context.req.query("by") ?? "day");
    const days = context.req.query("days");
    if (by === null) {
      const message = `"by" must name one to three of ${USAGE_GROUPS.join(", ")}`;
      return refuse(context, badParameter(message));
    }
    if (days !== undefined && !/^[1-9]\d{0,2}$/.test(days)) {
      const message = `"days" must be a whole number from 1 to 999, and is "${days}"`;
      return refuse(context, badParameter(message));
    }
    const known = await state();
    const since = days === undefined ? undefined : dayBefore(now(), Number(days) - 1);
    const { project, session } = context.req.query();
    return context.json<UsageAnswer>({
      schema_version: SCHEMA_VERSION,
      by,
      since: since ?? null,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...viewUsageBy(known, { by, since, project, session }),
      limits: viewLimits(known.limits, now()),
    });
  };
}

function groupsIn(text: string): readonly UsageGroup[] | null {
  const names = text.split(",").map((name) => name.trim());
  const groups = names.flatMap((name) => USAGE_GROUPS.find((group) => group === name) ?? []);
  const isGood = groups.length === names.length && groups.length <= MAX_GROUPS &&
    new Set(groups).size === groups.length;
  return isGood ? groups : null;
}
