import type { CanonicalEvent } from "../../events/event.ts";
import { openPayload } from "../reading/payload.ts";
import type { Row } from "./row.ts";

/** Calls that are over, though no end of theirs was reported. */
export interface BrokenOff {
  readonly rows: readonly Row[];
  /** How they went, in a word. */
  readonly outcome: "refused" | "interrupted";
}

const NONE: BrokenOff = { rows: [], outcome: "interrupted" };

/**
 * What an event ends that is no end of a call itself: a refusal the call that was asked about, the
 * end of a turn or of a session what still runs in it.
 *
 * @param open rows of calls that have begun and not ended
 */
export function brokenOffBy(event: CanonicalEvent, open: Iterable<Row>): BrokenOff {
  switch (event.type) {
    case "otel.tool.decision":
      if (event.correlation === undefined || !isRefusal(event)) return NONE;
      return {
        rows: [...open].filter(({ correlation }) => correlation === event.correlation),
        outcome: "refused",
      };
    case "turn.interrupted":
      return { rows: rowsOf(event, open).filter(isOfMain), outcome: "interrupted" };
    case "session.end":
      return { rows: rowsOf(event, open), outcome: "interrupted" };
    default:
      return NONE;
  }
}

function isRefusal(event: CanonicalEvent): boolean {
  return openPayload(event).text("decision") === "reject";
}

function rowsOf({ session }: CanonicalEvent, open: Iterable<Row>): Row[] {
  return [...open].filter((row) => row.session === session);
}

/** Agents in the background go on when the person's turn is broken off. */
function isOfMain({ type, agent }: Row): boolean {
  return type.startsWith("tool.") && agent === undefined;
}
