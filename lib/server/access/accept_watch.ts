import { connect, type Socket } from "node:net";
import type { Clock } from "../../clock.ts";
import type { BoundAddress } from "../bind.ts";

/** What {@linkcode AcceptWatch} needs. */
export interface AcceptWatchParts {
  readonly places: () => readonly BoundAddress[];
  /** Told what is wrong at a place; `null` when it takes connections. */
  readonly tell: (place: BoundAddress, problem: string | null) => void;
  /** Whether the event loop had no time just now: then an answer that is late means nothing. */
  readonly wasBusy: () => boolean;
  readonly clock: Pick<Clock, "every">;
}

const EVERY_MS = 3_000;
/** A connection is taken within so many ms, or nobody takes it. */
const PATIENCE_MS = 1_500;
/** A listener is given up after so many looks in a row. */
const MOST_FAILURES = 2;

/**
 * Looks whether the server takes connections, by making one to each of its own places: after
 * running out of files a listener of the runtime never takes another one, and says nothing.
 */
export class AcceptWatch {
  readonly #parts: AcceptWatchParts;
  readonly #end: () => void;
  readonly #failures = new Map<string, number>();
  #looking: Promise<void> | null = null;
  #isEnded = false;

  constructor(parts: AcceptWatchParts) {
    this.#parts = parts;
    this.#end = parts.clock.every(EVERY_MS, () => {
      this.#looking ??= this.look().finally(() => this.#looking = null);
    });
  }

  /** Looks once at all places. */
  async look(): Promise<void> {
    await Promise.all(this.#parts.places().map((place) => this.#lookAt(place)));
  }

  /** Looks no more. */
  async close(): Promise<void> {
    this.#isEnded = true;
    this.#end();
    await this.#looking;
  }

  async #lookAt(place: BoundAddress): Promise<void> {
    const name = `${place.address} ${place.port}`;
    const problem = await tryToConnect(place);
    if (this.#isEnded || (problem !== null && this.#parts.wasBusy())) return;
    if (problem === null) {
      this.#failures.delete(name);
      return this.#parts.tell(place, null);
    }
    this.#parts.tell(place, problem);
    // Nobody can connect to himself, or listen anew, while there is no file left for it.
    if (problem === NO_FILES) return;
    const failures = (this.#failures.get(name) ?? 0) + 1;
    this.#failures.set(name, failures);
    if (failures < MOST_FAILURES) return;
    this.#failures.delete(name);
    await place.listenAgain().catch((error) => this.#parts.tell(place, describe(error)));
  }
}

/** Why no connection could be made that the server took; `null` when one could. */
function tryToConnect({ port, address, server }: BoundAddress): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: reachable(address) });
    const timer = setTimeout(() => end("nobody takes them"), PATIENCE_MS);
    let own: number | undefined;
    const taken = new Set<number | undefined>();
    const onConnection = ({ remotePort }: Socket) => {
      taken.add(remotePort);
      if (own !== undefined && taken.has(own)) end(null);
    };
    const end = (problem: string | null) => {
      clearTimeout(timer);
      server.off("connection", onConnection);
      socket.destroy();
      resolve(problem);
    };
    server.on("connection", onConnection);
    socket.on("error", (error) => end(describe(error)));
    socket.on("connect", () => {
      own = socket.localPort;
      if (taken.has(own)) end(null);
    });
  });
}

function reachable(address: string): string {
  return address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address;
}

/** Codes by which systems say that a process, or all of them, have too many files open. */
const TOO_MANY_FILES = /EMFILE|ENFILE|too many open files/i;

const NO_FILES = "this process may open no more files and connections";

function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return TOO_MANY_FILES.test(text) ? NO_FILES : text;
}
