import { connect } from "node:net";
import type { Clock } from "../../clock.ts";
import type { BoundAddress } from "../bind.ts";

/** What {@linkcode AcceptWatch} needs. */
export interface AcceptWatchParts {
  readonly places: () => readonly BoundAddress[];
  /** Called with what is wrong at a place; `null` when it takes connections. */
  readonly tell: (place: BoundAddress, problem: string | null) => void;
  readonly clock: Pick<Clock, "every" | "later">;
}

const EVERY_MS = 3_000;
/**
 * A connection is taken within so many turns of the event loop, or nobody takes it: a busy server's
 * turns are long, so that it is given more time by itself.
 */
const PATIENCE_TURNS = 15;
/** A turn takes so many ms at least. */
const TURN_MS = 100;
/** What costs the server least. */
const ASKED = "HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
/** After so many looks in a row at which nobody took a connection it is reported of, */
const FAILURES_TO_TELL = 2;
/** and after so many the listener is given up. */
const FAILURES_TO_MEND = 3;

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
    const problem = await tryToConnect(place, this.#parts.clock);
    if (this.#isEnded) return;
    if (problem === null) {
      this.#failures.delete(name);
      return this.#parts.tell(place, null);
    }
    // Nobody can connect to himself, or listen anew, while there is no file left for it.
    if (problem === NO_FILES) return this.#parts.tell(place, problem);
    const failures = (this.#failures.get(name) ?? 0) + 1;
    this.#failures.set(name, failures);
    if (failures >= FAILURES_TO_TELL) this.#parts.tell(place, problem);
    if (failures < FAILURES_TO_MEND) return;
    this.#failures.delete(name);
    await place.listenAgain().catch((error) => this.#parts.tell(place, describe(error)));
  }
}

/** Why no connection could be made that the server took; `null` when one could. */
async function tryToConnect(
  { port, address, server }: BoundAddress,
  { later }: AcceptWatchParts["clock"],
): Promise<string | null> {
  const socket = connect({ port, host: reachable(address) });
  let answer: { readonly problem: string | null } | undefined;
  // Whoever it is that is taken: the listener takes connections.
  const onConnection = () => answer = { problem: null };
  server.on("connection", onConnection);
  socket.on("data", onConnection);
  socket.on("error", (error) => answer ??= { problem: describe(error) });
  for (let turn = 0; turn < PATIENCE_TURNS && answer === undefined; turn++) {
    // Older runtimes report no connection, but answer what is asked by it.
    if (turn === 1) socket.write(ASKED);
    await new Promise<void>((resolve) => void later(TURN_MS, resolve));
  }
  server.off("connection", onConnection);
  socket.destroy();
  return answer === undefined ? "nobody takes them" : answer.problem;
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
