import type { JsonObject } from "../events/event.ts";

/** One input that the demo sends to a server. */
export interface DemoInput {
  /** ms since the beginning of the hour. */
  readonly at: number;
  /** The route that takes it. */
  readonly path: "/hooks/claude" | "/hooks/statusline" | "/v1/logs";
  readonly body: JsonObject;
}
