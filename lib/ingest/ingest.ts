import type { NewEvent } from "../events/new_event.ts";
import type { IngestContext } from "./ingest_context.ts";
import type { ParsedBody } from "./json_body.ts";
import { routeNamed } from "./routes.ts";

/** What is known of an input beside its text. */
export interface InputContext extends Omit<IngestContext, "body"> {
  /**
   * Identifies the text, so that its duplicates are found; absent for the lines of a stream too
   * long to be compared as a whole.
   */
  readonly digest?: string | undefined;
  /** What the text holds, where the border has read it already. */
  readonly parsed?: ParsedBody | undefined;
  /** JSON objects that came before by the same request; 0 unless given. */
  readonly seen?: number | undefined;
}

/** What an input holds, and the events that it became. */
export interface Ingested extends ParsedBody {
  readonly events: readonly NewEvent[];
}

/**
 * Turns an input of any route into events: reads the text, and hands each JSON object to the
 * route's adapter with what identifies it. Pure.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = '{"type":"build.done"}\n{"type":"build.done"}\nno JSON';
 * const { events, faults } = ingest("/api/events", text, { received: 1, digest: "d" });
 * assertEquals(events.map(({ body }) => body), ["d 0", "d 1"]);
 * assertEquals(faults.map(({ where }) => where), ["line 3"]);
 * ```
 *
 * @throws {RangeError} when there is no such route
 */
export function ingest(route: string, text: string, context: InputContext): Ingested {
  const { parse, adapt } = routeNamed(route);
  const { digest, parsed, seen = 0, key, received, redact, happened } = context;
  const { objects, faults } = parsed ?? parse(text);
  const events = objects.flatMap((object, index) =>
    adapt(object, {
      received,
      redact,
      happened,
      key: key === undefined ? undefined : keyOf(key, seen + index),
      body: digest === undefined ? undefined : `${digest} ${seen + index}`,
    })
  );
  return { events, objects, faults };
}

/** A batch has one key: its later events get keys of their own. */
function keyOf(key: string, index: number): string {
  return index === 0 ? key : `${key}#${index}`;
}
