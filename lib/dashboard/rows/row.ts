import { isAsking } from "../../events/pairs/asking_tools.ts";
import { composed } from "../../events/composed.ts";
import type { CanonicalEvent, Status } from "../../events/event.ts";
import { actionOf } from "../reading/action.ts";
import { type Kind, kindOf } from "../reading/kind.ts";
import { outcomeOf } from "../reading/outcome.ts";
import { openPayload, toolInput } from "../reading/payload.ts";
import { requestWords } from "../reading/request_words.ts";
import { oneLine } from "../reading/text.ts";
import { Names } from "./names.ts";

/**
 * One line of the stream: an event, or the two events of a pair. It reads like an event, so that
 * queries match it, but holds only what is shown and filtered: a hundred thousand stay small.
 */
export interface Row extends CanonicalEvent {
  /** The event that completed it; 0 while it is alone. */
  endId: number;
  /** When the event that completed it was received; ms since 1970, UTC. */
  ended?: number;
  /** When the person was asked whether it may go on; ms since 1970, UTC. */
  asked?: number;
  /** Of a question: the id of the call that it is about, where that is known. */
  about?: number;
  /** When the person answered, where that was told; ms since 1970, UTC. */
  answered?: number;
  readonly kind: Kind;
  /** As the event reported it, else as others of its session did. */
  project?: string;
  /** Who did it, in the person's own names; another once its session is better known. */
  who: string;
  /** Begins a sentence: `Edit`. */
  readonly verb: string;
  /** What the verb is about: `lib/store.ts`. */
  readonly object: string;
  /** How it went, in a few characters. */
  outcome: string;
  status?: Status;
  /** ms; absent while it runs and when nobody says. */
  duration_ms?: number;
  /** The words that are shown and the fields, for queries without a field to look at. */
  data: string;
}

/**
 * Builds the row of one event.
 *
 * @param names what earlier events reported of its session and agent; what it tells itself is added
 */
export function makeRow(event: CanonicalEvent, names = new Names()): Row {
  names.learn(event);
  const kind = kindOf(event);
  const words = wordsOf(event, kind);
  const row: Row = { ...event, ...words, endId: 0, kind, who: names.whoOf(event), data: "" };
  const project = names.projectOf(event);
  if (project !== undefined) row.project = project;
  if (kind === "tool" && isAsking(event.tool)) row.asked = beginOf(row);
  row.data = searchable(row);
  return row;
}

/**
 * Completes the row of a tool call or an agent.
 *
 * @param event what ended it, as an event or already as a row of its own
 */
export function completeRow(row: Row, event: CanonicalEvent | Row): void {
  const ended = "endId" in event ? event : makeRow(event);
  row.endId = event.id;
  row.ended = event.received;
  if (event.status !== undefined) row.status = event.status;
  row.outcome = event.type === "permission.denied" ? "denied" : ended.outcome;
  row.data = searchable(row);
  // The emitter's clock may have been set back between the two; no duration is better than -3 s.
  const measured = event.ts - row.ts;
  // Between its beginning and its end lies the time in which the person was asked.
  const isOwn = measured >= 0 && (row.asked === undefined || isAsking(row.tool));
  const length = event.duration_ms ?? (isOwn ? measured : undefined);
  if (length !== undefined) row.duration_ms = length;
}

/** Ends the row of a call by an event that is not its own end. */
export function breakOff(row: Row, { id, received, ts }: CanonicalEvent, outcome: string): void {
  row.endId = id;
  row.ended = received;
  row.status = "error";
  row.outcome = outcome;
  if (ts >= row.ts) row.duration_ms = ts - row.ts;
  row.data = searchable(row);
}

/** Names a row anew, since its session has become known. */
export function renameRow(row: Row, names: Names): void {
  row.who = names.whoOf(row);
  const project = names.projectOf(row);
  if (project !== undefined) row.project = project;
  row.data = searchable(row);
}

/** When it began, by the server's clock: the only event of a call tells of its end. */
export function beginOf({ received, status, endId, duration_ms = 0 }: Row): number {
  return status === "running" || endId !== 0 ? received : received - duration_ms;
}

/**
 * The time in which it waited for the person; absent where it did not.
 *
 * @returns from when to when, ms since 1970 UTC; `Infinity` while it may still wait
 */
export function waitOf(row: Row): readonly [from: number, to: number] | undefined {
  const { asked, answered, tool, duration_ms } = row;
  if (asked === undefined) return undefined;
  if (answered !== undefined) return [asked, answered];
  const isOpen = row.status === "running" || row.kind === "waiting";
  const end = row.ended ?? (isOpen ? Infinity : row.received);
  // What its emitter says of its length leaves the question aside; it ran after the answer.
  const ran = isAsking(tool) || row.ended === undefined ? 0 : duration_ms ?? 0;
  return [asked, Math.max(asked, end - ran)];
}

/** Put together once, since a filter looks at a hundred thousand of them between two key presses. */
function searchable(row: Omit<Row, "data">): string {
  const { verb, object, outcome, summary, type, who, source } = row;
  const { tool = "", agent = "", project = "", session = "" } = row;
  // Joined rather than added up: the pieces would be kept beside it until it is looked at.
  const shown = `${verb} ${object} ${outcome}`;
  return composed([shown, summary, type, tool, who, agent, project, session, source].join("\n"));
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
  const request = event.type === "otel.api.request" ? requestWords(payload) : undefined;
  return request ?? { verb: oneLine(event.summary), object: "", outcome: "" };
}
