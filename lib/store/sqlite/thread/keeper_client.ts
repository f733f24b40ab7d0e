import type { Checkpoint } from "../file/keeper.ts";
import { WorkerClient } from "./worker_client.ts";

/** The store's keeper, in a thread that begins with the first call. */
export class KeeperClient {
  readonly #path: string;
  #worker: WorkerClient | undefined;
  #opening: Promise<void> | undefined;
  #away: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Begins the thread now: where files have run out later, the runtime ends with a new thread. */
  async open(): Promise<void> {
    await this.#opened();
  }

  /** Moves what is in the log of writes into the store's file. */
  async checkpoint(): Promise<Checkpoint> {
    return await (await this.#opened()).call("checkpoint");
  }

  /** Reads some more of the store, to find damage; whether there is still more. */
  async check(): Promise<boolean> {
    return await (await this.#opened()).call("check");
  }

  /** Closes the file and ends the thread, if there is one. */
  async close(): Promise<void> {
    try {
      await this.#worker?.call("close");
    } finally {
      this.end();
    }
  }

  /** Has the file closed while something is done with it; whoever asks meanwhile waits. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#away = promise;
    try {
      await this.close();
      return await work();
    } finally {
      this.#worker = this.#opening = this.#away = undefined;
      resolve();
    }
  }

  /** Ends the thread at once. */
  end(): void {
    this.#worker?.end();
  }

  async #opened(): Promise<WorkerClient> {
    await this.#away;
    const worker = this.#worker ??= new WorkerClient();
    this.#opening ??= worker.call("openKeeper", this.#path);
    await this.#opening;
    return worker;
  }
}
