import type {
  LargeAnswer,
  LargeBody,
  LargeRequest,
  StarterRequest,
  Understood,
} from "./protocol.ts";
import { ownMemory } from "./own_memory.ts";
import { EncodingError } from "../decode_bytes.ts";
import type { Refusal } from "../../refusal.ts";

/** The thread ends when it has had nothing to do for so many ms. */
const IDLE_MS = 5000;

/**
 * Understands large bodies off the main thread, one at a time, in parts: each is asked for when the
 * one before it is done with. The thread begins with the first body and ends when it is idle; one
 * that starts it is there all the while.
 */
export class LargeBodies {
  /** Starts the thread of which {@linkcode #port} is the way in. */
  #starter: Worker | undefined;
  #port: MessagePort | undefined;
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
      if (!isAtEnd) this.#endThread();
      this.#waiting--;
      done();
      this.#endWhenIdle();
    }
  }

  /**
   * Makes ready for the first body, which holds this thread for a moment.
   */
  prepare(): void {
    this.#starter ??= this.#startStarter();
  }

  /** Ends all threads. */
  end(): void {
    this.#endThread();
    this.#starter?.terminate();
    this.#starter = undefined;
  }

  #endThread(): void {
    clearTimeout(this.#timer);
    if (this.#port === undefined) return;
    this.#port.close();
    this.#port = undefined;
    this.#starter?.postMessage("end" satisfies StarterRequest);
    this.#answered?.reject(new Error("The server ends"));
    this.#answered = undefined;
  }

  #begin(body: LargeBody, given: readonly Uint8Array[] | string): Promise<LargeAnswer> {
    if (typeof given === "string") return this.#ask({ body, text: given });
    const own = given.map(ownMemory);
    return this.#ask({ body, pieces: own }, own.map(({ buffer }) => buffer));
  }

  #ask(request: LargeRequest, transfer: Transferable[] = []): Promise<LargeAnswer> {
    clearTimeout(this.#timer);
    const port = this.#port ??= this.#start();
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject };
      port.postMessage(request, transfer);
    });
  }

  #start(): MessagePort {
    this.prepare();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<LargeAnswer>) => {
      const answered = this.#answered;
      this.#answered = undefined;
      answered?.resolve(data);
    };
    this.#starter?.postMessage("start" satisfies StarterRequest, [port2]);
    return port1;
  }

  #startStarter(): Worker {
    const starter = new Worker(new URL("./starter_worker.ts", import.meta.url), {
      type: "module",
      name: "starter of bodies",
    });
    starter.onmessage = ({ data }: MessageEvent<string>) => this.#fail(data);
    starter.onerror = (event) => {
      event.preventDefault();
      this.#starter = undefined;
      this.#fail(event.message);
    };
    return starter;
  }

  #fail(message: string): void {
    this.#port?.close();
    this.#port = undefined;
    this.#answered?.reject(new Error(`The thread of large bodies ended: ${message}`));
    this.#answered = undefined;
  }

  #endWhenIdle(): void {
    if (this.#waiting > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#endThread(), IDLE_MS);
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
