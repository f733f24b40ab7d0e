import type { LargeAnswer, LargeBody, LargeRequest, Understood } from "./protocol.ts";
import { EncodingError } from "../decode_bytes.ts";
import type { Refusal } from "../../refusal.ts";

/** The thread ends when it has had nothing to do for so many ms. */
const IDLE_MS = 5000;

/**
 * Understands large bodies off the main thread, one at a time, in parts: each is asked for when the
 * one before it is done with. The thread begins with the first body and ends when it is idle.
 */
export class LargeBodies {
  #worker: Worker | undefined;
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #answered: { resolve: (answer: LargeAnswer) => void; reject: (error: Error) => void } | undefined;

  /**
   * @param given pieces of the body, which are joined in the thread and gone here, or its text
   * @returns names that an export has instead of those that OTLP knows, when nothing was in it
   * @throws {EncodingError} when its content encoding cannot be undone
   * @throws {RangeError} when it inflates to too much
   * @throws {SyntaxError} when it is no JSON at all
   */
  async *understand(
    body: LargeBody,
    given: readonly Uint8Array[] | string,
  ): AsyncGenerator<Understood, readonly string[]> {
    this.#waiting++;
    const turn = this.#turn;
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.#turn = promise;
    await turn;
    let isAtEnd = false;
    try {
      let answer = await this.#begin(body, given);
      while ("part" in answer) {
        yield answer.part;
        answer = await this.#ask("next");
      }
      isAtEnd = true;
      if ("failure" in answer) throw failureOf(answer.failure);
      return answer.end.unknown;
    } finally {
      // Nobody wants the rest, or memory that it took.
      if (!isAtEnd) this.end();
      this.#waiting--;
      done();
      this.#endWhenIdle();
    }
  }

  /** Ends the thread. */
  end(): void {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#answered?.reject(new Error("The server ends"));
    this.#answered = undefined;
  }

  #begin(body: LargeBody, given: readonly Uint8Array[] | string): Promise<LargeAnswer> {
    if (typeof given === "string") return this.#ask({ body, text: given });
    // A piece that shares its memory with others cannot be handed over.
    const own = given.map((piece) =>
      piece.length === piece.buffer.byteLength && piece.buffer instanceof ArrayBuffer
        ? new Uint8Array(piece.buffer)
        : new Uint8Array(piece)
    );
    return this.#ask({ body, pieces: own }, own.map(({ buffer }) => buffer));
  }

  #ask(request: LargeRequest, transfer: Transferable[] = []): Promise<LargeAnswer> {
    clearTimeout(this.#timer);
    this.#worker ??= this.#start();
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject };
      this.#worker?.postMessage(request, transfer);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./body_worker.ts", import.meta.url), {
      type: "module",
      name: "bodies",
    });
    worker.onmessage = ({ data }: MessageEvent<LargeAnswer>) => {
      const answered = this.#answered;
      this.#answered = undefined;
      answered?.resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#answered?.reject(new Error(`The thread of large bodies ended: ${event.message}`));
      this.#answered = undefined;
      this.#worker = undefined;
    };
    return worker;
  }

  #endWhenIdle(): void {
    if (this.#waiting > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), IDLE_MS);
    Deno.unrefTimer(this.#timer);
  }
}

function failureOf(failure: Extract<LargeAnswer, { failure: unknown }>["failure"]): Error {
  const { name, message, refused } = failure;
  // Made by `EncodingError` on the other side.
  if (refused !== undefined) return new EncodingError(refused as Refusal);
  if (name === "SyntaxError") return new SyntaxError(message);
  return name === "RangeError" ? new RangeError(message) : new Error(message);
}
