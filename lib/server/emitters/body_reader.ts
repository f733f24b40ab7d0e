import type { IncomingMessage } from "node:http";
import { setImmediate } from "node:timers";
import { headerOf } from "../access/request_facts.ts";
import { LARGE_BODY, MAX_BODY } from "../limits.ts";
import type { LargeBodies } from "./large/large_bodies.ts";
import { ownMemory } from "./large/own_memory.ts";
import { Turns } from "./large/turns.ts";
import { BodyIdleError, BodyLostError, BodyTooLargeError } from "./body.ts";

/** A body of which no byte has come for so many ms is given up. */
const IDLE_MS = 30_000;

/** How bodies are read, and understood where they are large. */
export interface BodyParts {
  readonly reader: BodyReader;
  readonly large: LargeBodies;
}

interface OpenBody {
  /** When the last byte came; by the clock of `performance.now()`. */
  last: number;
  readonly giveUp: () => void;
}

/** Reads bodies, and gives up those whose sender has gone silent. */
export class BodyReader {
  readonly #open = new Set<OpenBody>();

  /**
   * Reads a body whole, in the pieces in which it came: a large one is never copied as a whole.
   *
   * @throws {BodyTooLargeError} as soon as that is known
   * @throws {BodyLostError} when the connection ends before
   * @throws {BodyIdleError} when it is given up
   */
  readPieces(request: IncomingMessage): Promise<readonly Uint8Array[]> {
    return new Promise((resolve, reject) => {
      if (Number(headerOf(request, "content-length") ?? 0) > MAX_BODY) {
        reject(new BodyTooLargeError());
        return;
      }
      const pieces: Uint8Array[] = [];
      let size = 0;
      const turns = new Turns();
      const open = this.#watch(() => reject(new BodyIdleError(SILENT)));
      const onData = (chunk: Uint8Array) => {
        size += chunk.length;
        open.last = performance.now();
        if (size <= MAX_BODY) {
          // Copied now where it has to be, and not all of them at the end.
          pieces.push(size > LARGE_BODY ? ownMemory(chunk) : chunk);
          turns.take(request, chunk);
        } else {
          request.off("data", onData);
          this.#open.delete(open);
          reject(new BodyTooLargeError());
        }
      };
      const onLost = () => {
        this.#open.delete(open);
        // An error is dear, and each request closes.
        if (!request.readableEnded) {
          reject(new BodyLostError("The connection ended within the body"));
        }
      };
      request.on("data", onData);
      request.on("end", () => {
        this.#open.delete(open);
        resolve(pieces);
      });
      request.on("error", onLost);
      request.on("close", onLost);
    });
  }

  /**
   * Hands out a body as it comes.
   *
   * @throws {BodyIdleError} when it is given up
   */
  async *stream(request: IncomingMessage): AsyncGenerator<Uint8Array> {
    const open = this.#watch(() => request.destroy(new BodyIdleError(SILENT)));
    const turns = new Turns();
    try {
      // Whoever stops reading because of a failure still wants to say so on this connection.
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        // While its events are stored, its sender waits for us.
        open.last = Infinity;
        yield ownMemory(chunk);
        if (turns.isOver(chunk)) await new Promise<void>((resolve) => void setImmediate(resolve));
        open.last = performance.now();
      }
    } finally {
      this.#open.delete(open);
    }
  }

  /**
   * Gives up bodies that are silent; to be called every few seconds.
   *
   * @param now by the clock of `performance.now()`
   */
  giveUpIdle(now = performance.now()): void {
    for (const open of this.#open) {
      if (now - open.last < IDLE_MS) continue;
      this.#open.delete(open);
      open.giveUp();
    }
  }

  #watch(giveUp: () => void): OpenBody {
    const open = { last: performance.now(), giveUp };
    this.#open.add(open);
    return open;
  }
}

const SILENT = `No byte of the body has come for ${IDLE_MS / 1000} seconds`;
