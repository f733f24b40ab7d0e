import type { WorkerAnswer, WorkerCalls } from "./worker_protocol.ts";

/** A call failed in the worker; `name` is the name of the error there. */
class WorkerCallError extends Error {
  constructor({ name, message }: { readonly name: string; readonly message: string }) {
    super(message);
    this.name = name;
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Calls into one store worker. Calls are worked on one at a time, in order. */
export class WorkerClient {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "store",
  });
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;

  /** Called for each call that fails in the worker. */
  onError: (error: Error) => void = () => {};

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      const waiting = this.#waiting.shift();
      if (!("error" in data)) return waiting?.resolve(data.value);
      const error = new WorkerCallError(data.error);
      this.onError(error);
      waiting?.reject(error);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(`The store's thread ended: ${event.message}`));
    };
  }

  /** Calls one function in the worker. */
  call<Name extends keyof WorkerCalls>(
    name: Name,
    ...args: Parameters<WorkerCalls[Name]>
  ): Promise<ReturnType<WorkerCalls[Name]>> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      // The protocol's types pair each call with its answer; the port itself carries anything.
      this.#waiting.push({ resolve: resolve as (value: unknown) => void, reject });
      this.#worker.postMessage({ call: name, arguments: args, asked: Date.now() });
    });
  }

  /** Ends the thread; what still waits is refused. */
  end(): void {
    this.#worker.terminate();
    this.#fail(new Error("The store is closed"));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
