import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";

/** What Engine.IO's transport by polling does with what comes. */
export interface Polling extends EventEmitter {
  readyState: string;
  /** A request, of either kind. */
  onRequest(request: IncomingMessage): void;
  /** The packets of one request. */
  onData(packets: string): void;
}

/** What stands between two packets. */
const SEPARATOR = "\x1e";

/** In one turn of the event loop packets of so many UTF-16 units are taken, or one. */
const MAX_SLICE = 16 * 1024;

/** Whether a transport of Engine.IO is the one by polling. */
export function isPolling(transport: object): transport is Polling {
  return "name" in transport && transport.name === "polling";
}

/**
 * Lets a transport take the packets of a large request in slices, between which others have their
 * turn; and gives it the means to be read no further: `pause` and `resume`. Meanwhile its next
 * request waits.
 */
export function slicePolling(transport: Polling): void {
  Object.assign(transport, new Slices(transport).methods());
}

class Slices {
  readonly #transport: Polling;
  readonly #onRequest: Polling["onRequest"];
  readonly #onData: Polling["onData"];
  /** What is left of a request. */
  #rest = "";
  #isPaused = false;
  #isScheduled = false;
  #held: IncomingMessage[] = [];

  constructor(transport: Polling) {
    this.#transport = transport;
    this.#onRequest = transport.onRequest.bind(transport);
    this.#onData = transport.onData.bind(transport);
  }

  methods() {
    return {
      onRequest: (request: IncomingMessage) => {
        const isHeld = request.method === "POST" && (this.#isPaused || this.#rest !== "");
        if (isHeld) this.#held.push(request);
        else this.#onRequest(request);
      },
      onData: (packets: string) => {
        this.#rest = packets;
        this.#take();
      },
      pause: () => void (this.#isPaused = true),
      resume: () => {
        this.#isPaused = false;
        this.#takeSoon();
      },
    };
  }

  #takeSoon(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setTimeout(() => {
      this.#isScheduled = false;
      this.#take();
    });
  }

  #take(): void {
    if (this.#transport.readyState === "closed") {
      this.#rest = "";
      this.#isPaused = false;
    }
    if (this.#isPaused) return;
    const rest = this.#rest;
    const end = sliceEnd(rest);
    this.#rest = rest.slice(end + SEPARATOR.length);
    if (rest !== "") this.#onData(rest.slice(0, end));
    if (this.#rest !== "") this.#takeSoon();
    else if (!this.#isPaused) this.#held.splice(0).forEach(this.#onRequest);
  }
}

function sliceEnd(packets: string): number {
  if (packets.length <= MAX_SLICE) return packets.length;
  const last = packets.lastIndexOf(SEPARATOR, MAX_SLICE);
  const end = last > 0 ? last : packets.indexOf(SEPARATOR, MAX_SLICE);
  return end === -1 ? packets.length : end;
}
