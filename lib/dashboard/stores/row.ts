import type { CanonicalEvent, Category, Status } from "../../events/event.ts";
import { actionOf } from "../reading/action.ts";
import { type Kind, kindOf } from "../reading/kind.ts";
import { outcomeOf } from "../reading/outcome.ts";
import { openPayload, toolInput } from "../reading/payload.ts";
import { folderName, oneLine } from "../reading/text.ts";

/**
 * One line of the stream: an event, or the two events of a pair. It holds what is shown and
 * filtered, not the event's data, so that a hundred thousand of them stay small.
 */
export interface Row {
  /** The first event's id: the row's identity and place. */
  readonly id: number;
  /** The event that completed it; 0 while it is alone. */
  endId: number;
  /** ms since 1970, by the emitter's clock. */
  readonly ts: number;
  /** ms since 1970, by the server's clock. */
  readonly received: number;
  readonly kind: Kind;
  readonly category: Category;
  readonly type: string;
  readonly source: string;
  readonly session: string | undefined;
  readonly agent: string | undefined;
  readonly project: string | undefined;
  readonly tool: string | undefined;
  readonly correlation: string | undefined;
  /** Begins a sentence: `Edit`. */
  readonly verb: string;
  /** What the verb is about: `lib/store.ts`. */
  readonly object: string;
  outcome: string;
  status: Status | undefined;
  /** ms; unknown while it runs and when nobody says. */
  durationMs: number | undefined;
  readonly summary: string;
  /** Who did it, in the person's own names. */
  readonly who: string;
}

/** Builds the row of one event. */
export function makeRow(event: CanonicalEvent): Row {
  const kind = kindOf(event);
  const { verb, object, outcome } = wordsOf(event, kind);
  return {
    id: event.id,
    endId: 0,
    ts: event.ts,
    received: event.received,
    kind,
    category: event.category,
    type: event.type,
    source: event.source,
    session: event.session,
    agent: event.agent,
    project: event.project,
    tool: event.tool,
    correlation: event.correlation,
    verb,
    object,
    outcome,
    status: event.status,
    durationMs: event.duration_ms,
    summary: event.summary,
    who: whoOf(event),
  };
}

/** Completes the row of a tool call or an agent with the event that ended it. */
export function completeRow(row: Row, event: CanonicalEvent): void {
  const ended = makeRow(event);
  row.endId = event.id;
  row.status = event.status;
  row.outcome = ended.outcome;
  // The emitter's clock may have been set back between the two; no duration is better than -3 s.
  const measured = event.ts - row.ts;
  row.durationMs = event.duration_ms ?? (measured >= 0 ? measured : undefined);
}

/** Everything of a row that a plain word in the filter is looked for in. */
export function rowText(row: Row): string {
  const project = row.project === undefined ? "" : folderName(row.project);
  return `${row.verb} ${row.object} ${row.outcome} ${row.who} ${project} ${row.summary}`;
}

function whoOf(event: CanonicalEvent): string {
  if (event.agent !== undefined) {
    return openPayload(event).text("agent_type", "agent_name") ?? event.agent;
  }
  return event.project === undefined ? event.source : folderName(event.project);
}

function wordsOf(event: CanonicalEvent, kind: Kind) {
  const payload = openPayload(event);
  if (kind === "tool" && event.tool !== undefined) {
    const input = toolInput(payload);
    const action = actionOf(event.tool, input, event.project);
    return { ...action, outcome: outcomeOf(event.tool, payload, input, event.status) };
  }
  if (kind === "prompt") {
    const prompt = payload.text("prompt", "prompt_text", "prompt_preview", "message");
    return { verb: "", object: oneLine(prompt ?? event.summary), outcome: "" };
  }
  if (kind === "answer") {
    const answer = payload.text("last_assistant_message", "response", "content", "text");
    return { verb: "", object: oneLine(answer ?? event.summary), outcome: "" };
  }
  return { verb: oneLine(event.summary), object: "", outcome: "" };
}
