import type { IncomingMessage } from "node:http";
import type { NewEvent } from "../../events/new_event.ts";
import type { EventIngestor, InputFacts } from "../../ingest/event_ingestor.ts";
import { type BodyFault, parseLines } from "../../ingest/json_body.ts";
import type { LineBatch, LongLine } from "../../ingest/line_batches.ts";
import { headerOf } from "../access/request_facts.ts";
import { BoundedPipeline } from "./bounded_pipeline.ts";
import { decodeSmall } from "./content_encoding.ts";
import { decodeText } from "./decode_text.ts";
import { charsetOf, largeBody } from "./large/large_body.ts";
import { MAX_FAULTS } from "../limits.ts";
import type { LargeBodies } from "./large/large_bodies.ts";
import type { LargeBody } from "./large/protocol.ts";
import { ACCEPTED, refusedReply, type Reply } from "./reply.ts";

/** While so many batches of events wait for the disk, no more are read. */
const BATCHES_AHEAD = 4;

/** What one request is about. */
export interface EventBatchParts {
  readonly ingestor: EventIngestor;
  readonly large: LargeBodies;
  readonly request: IncomingMessage;
  readonly path: string;
}

/** The events of one request, in as many parts as they come. */
export class EventBatch {
  readonly #parts: EventBatchParts;
  readonly #key: string | undefined;
  readonly #faults: BodyFault[] = [];
  readonly #pipeline = new BoundedPipeline(BATCHES_AHEAD);
  #seen = 0;

  constructor(parts: EventBatchParts) {
    this.#parts = parts;
    this.#key = headerOf(parts.request, "idempotency-key");
  }

  /** Takes some lines of a stream; resolves when it can take more. */
  async addLines(part: LineBatch | LongLine): Promise<void> {
    const { firstLine } = part;
    if ("long" in part) await this.#addLarge(part.long, { formats: [], firstLine });
    else await this.#add(null, { parsed: parseLines(part.lines, firstLine) });
  }

  /** Takes a body that is no stream. */
  async addBody(
    pieces: readonly Uint8Array[],
    formats: readonly CompressionFormat[],
  ): Promise<void> {
    const small = decodeSmall(pieces, formats);
    if (small === null) {
      await this.#addLarge(pieces, { formats });
      return;
    }
    await this.#add(decodeText(small, charsetOf(this.#parts.request)));
  }

  /** Resolves when all of it is stored, with the answer to the request. */
  async end(): Promise<Reply> {
    await this.#pipeline.end();
    return this.#faults.length === 0 ? ACCEPTED : describeFaults(this.#faults, this.#seen);
  }

  async #add(text: string | null, facts: Pick<InputFacts, "parsed"> = {}): Promise<void> {
    const { ingestor, path } = this.#parts;
    const given = { ...facts, key: this.#key, seen: this.#seen };
    const { events, objects, faults } = ingestor.read(path, text, given);
    await this.#store(events, objects.length, faults);
  }

  async #addLarge(
    pieces: readonly Uint8Array[],
    given: Pick<LargeBody, "formats"> & Partial<Pick<LargeBody, "firstLine">>,
  ): Promise<void> {
    const { ingestor, large, request, path } = this.#parts;
    const context = ingestor.context();
    const rest = { path, key: this.#key, seen: this.#seen };
    const body = largeBody(request, { ...rest, ...context, ...given });
    // A line of a stream is UTF-8 by now.
    const own = given.firstLine === undefined ? body : { ...body, charset: undefined };
    for await (const { events, objects, faults } of large.understand(own, pieces)) {
      await this.#store(events, objects, faults);
    }
  }

  async #store(
    events: readonly NewEvent[],
    objects: number,
    faults: readonly BodyFault[],
  ): Promise<void> {
    this.#seen += objects;
    this.#faults.push(...faults.slice(0, MAX_FAULTS - this.#faults.length));
    await this.#pipeline.add(this.#parts.ingestor.accept(events));
  }
}

function describeFaults(faults: readonly BodyFault[], stored: number): Reply {
  const list = faults.map(({ where, message }) => `${where}: ${message}`).join("; ");
  const hint = stored === 0 ? "Nothing was stored" : `The other ${stored} events were stored`;
  return refusedReply({ status: 400, error: { code: "not_json", message: list, hint } });
}
