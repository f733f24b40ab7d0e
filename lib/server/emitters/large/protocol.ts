import type { JsonObject } from "../../../events/event.ts";
import type { NewEvent } from "../../../events/new_event.ts";
import type { BodyFault } from "../../../ingest/json_body.ts";

/** How a body is to be understood. */
export interface LargeBody {
  /** The route that it came to. */
  readonly path: string;
  /** To be undone, in this order. */
  readonly formats: readonly CompressionFormat[];
  /** Of the text; UTF-8 unless it is given. */
  readonly charset: string | undefined;
  /** ms since 1970, UTC. */
  readonly received: number;
  readonly redact: boolean | undefined;
  /** From an `Idempotency-Key` header. */
  readonly key: string | undefined;
  /** Number of the first line, where it is lines of a stream. */
  readonly firstLine: number | undefined;
  /** Events that came before it by the same request. */
  readonly seen: number;
  /** When it happened, where that is known; ms since 1970, UTC. */
  readonly happened?: number | undefined;
  /** Tells it apart from equal ones of other times. */
  readonly moment?: number | undefined;
  /** What is known beside what it says, and takes precedence. */
  readonly beside?: JsonObject | undefined;
}

/** Some of the events of a body, and what could not be read. */
export interface Understood {
  readonly events: readonly NewEvent[];
  readonly faults: readonly BodyFault[];
  /** JSON objects that these events come from. */
  readonly objects: number;
}

/** What the thread is sent: a body, or that it may go on with the next part. */
export type LargeRequest =
  | { readonly body: LargeBody; readonly pieces: readonly Uint8Array[] }
  | { readonly body: LargeBody; readonly text: string }
  | "next";

/** What it answers. */
export type LargeAnswer =
  | { readonly part: Understood }
  | { readonly end: { readonly unknown: readonly string[] } }
  | {
    readonly failure: {
      readonly name: string;
      readonly message: string;
      /** What its sender is answered, where the body is at fault. */
      readonly refused?: unknown;
    };
  };

/** What the thread that starts it is sent: to start one that answers to the port beside, or end. */
export type StarterRequest = "start" | "end";
