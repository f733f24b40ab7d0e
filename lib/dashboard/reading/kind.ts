import type { CanonicalEvent } from "../../events/event.ts";

/** How an event appears in the stream. */
export type Kind =
  /** A tool call: its two events make one row. */
  | "tool"
  /** What a person typed: a landmark. */
  | "prompt"
  /** What an agent answered. */
  | "answer"
  /** An agent cannot go on without the person. */
  | "waiting"
  /** A session or agent began or ended. */
  | "life"
  /** Of no interest to a person; folded away, but countable. */
  | "housekeeping"
  | "note";

const HOUSEKEEPING =
  /(^|[._])(hook_execution|heartbeat|acknowledged|instructions|ping|pong|message\.display)|^hook\.execution|_acknowledged$/;
const WAITING = /permission[._]?request|permission[._]prompt|needs_input|elicitation$|idle_prompt/;
const LIFE = /(^|[._])(session|subagent|agent)[._](start|end|stop|started|stopped|ended)/;

/** Decides how an event appears. */
export function kindOf(event: Pick<CanonicalEvent, "type" | "tool" | "category">): Kind {
  const { type } = event;
  if (HOUSEKEEPING.test(type)) return "housekeeping";
  if (WAITING.test(type)) return "waiting";
  if (/(^|[._])prompt$|user_prompt|prompt\.submit/.test(type)) return "prompt";
  if (event.tool !== undefined && /^tool\b/.test(type)) return "tool";
  if (/assistant|answer|(^|\.)stop$/.test(type) && !LIFE.test(type)) return "answer";
  if (LIFE.test(type)) return "life";
  return "note";
}
