import { isJsonObject } from "../../events/json.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { actionOf } from "../reading/action.ts";
import { openPayload, toolInput } from "../reading/payload.ts";
import type { Row } from "./row.ts";

/**
 * The call that the person is asked about: the one that does what the question says, else the latest
 * of that tool.
 *
 * @param open rows of calls that have begun and not ended
 */
export function askedCall(event: CanonicalEvent, open: Iterable<Row>): Row | undefined {
  const { type, session, agent, tool, correlation } = event;
  if (type !== "permission.request" || tool === undefined) return undefined;
  const calls = [...open].filter((row) =>
    row.session === session && row.agent === agent && row.tool === tool && row.asked === undefined
  );
  const named = calls.find((row) => correlation !== undefined && row.correlation === correlation);
  if (named !== undefined) return named;
  const input = toolInput(openPayload(event));
  const { object } = isJsonObject(event.data)
    ? actionOf(tool, input, event.project)
    : { object: "" };
  return calls.findLast((row) => row.object === object) ?? calls.at(-1);
}

/** The call that an event tells the answer about. */
export function answeredCall(event: CanonicalEvent, open: Iterable<Row>): Row | undefined {
  if (event.type !== "otel.tool.decision" || event.correlation === undefined) return undefined;
  for (const row of open) {
    if (row.correlation === event.correlation && row.asked !== undefined) return row;
  }
  return undefined;
}
