import type { EventLog } from "./event_log.ts";
import { isDelegation } from "../../events/tools/delegation.ts";
import type { Row } from "./row.ts";

/** Rows before a call among which earlier calls may still wait for their agents. */
const LOOK_BACK = 200;
/**
 * The id of the agent that a delegating call started: nobody tells it, so calls and beginnings of
 * the same session and type of agent are joined in order, as the server does.
 */
export function subAgentOf(call: Row, log: EventLog): string | undefined {
  if (!isDelegation(call.tool)) return undefined;
  const place = log.indexOf(call.id);
  const waiting: Row[] = [];
  for (let at = Math.max(0, place - LOOK_BACK); at < log.rows.length; at++) {
    const row = log.rows[at];
    if (row === undefined || row.session !== call.session) continue;
    if (call.endId !== 0 && row.id > call.endId) return undefined;
    if (isDelegation(row.tool) && row.verb === call.verb) waiting.push(row);
    else if (row.type === "agent.start" && call.verb.endsWith(` ${row.who}`)) {
      if (waiting.shift() === call) return row.agent;
    }
  }
  return undefined;
}
