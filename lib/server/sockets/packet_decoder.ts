import { EventEmitter } from "node:events";
import { Decoder, type Packet } from "socket.io-parser";
import { LARGE_BODY } from "../limits.ts";
import { LargeMessage } from "./large_message.ts";

/** An event's type, namespace and number of its acknowledgement, as they stand before its list. */
const EVENT_HEAD = /^2(?:\/[^,]{0,500},)?\d{0,16}(?=\[)/;
/** Within so many characters a large message says its name. */
const MAX_HEAD = 1024;
/** The name of a message, and the comma behind it. */
const NAME = /^\[\s*("(?:[^"\\]|\\.)*")\s*,/s;

/**
 * Reads Socket.IO's packets as its own decoder does, but of large ones only the name: their list is
 * handed on as a {@linkcode LargeMessage}. Only messages may be large; of all else nothing is known
 * that needs it, and its client is disconnected.
 */
export class PacketDecoder extends EventEmitter {
  readonly #decoder = new Decoder();
  #large: LargeMessage | null = null;
  /** Bytes of binary parts that belong to one packet. */
  #binary = 0;

  constructor() {
    super();
    this.#decoder.on("decoded", (packet: Packet) => {
      const large = this.#large;
      this.#large = null;
      this.#binary = 0;
      if (large !== null) (packet.data as unknown[]).push(large);
      this.emit("decoded", packet);
    });
  }

  /**
   * Takes what came from the transport.
   *
   * @throws {Error} when it follows no rule, or is large and no message
   */
  add(given: unknown): void {
    if (typeof given !== "string") this.#addBinary(given);
    else if (given.length <= LARGE_BODY) this.#decoder.add(given);
    else this.#addLarge(given);
  }

  /** Forgets a packet that has not ended. */
  destroy(): void {
    this.#decoder.destroy();
  }

  #addBinary(given: unknown): void {
    this.#binary += ArrayBuffer.isView(given) ? given.byteLength : 0;
    if (this.#binary > LARGE_BODY) throw new Error("binary data is too large");
    this.#decoder.add(given);
  }

  #addLarge(packet: string): void {
    const start = packet.slice(0, MAX_HEAD);
    const head = EVENT_HEAD.exec(start)?.[0];
    const name = head === undefined ? undefined : NAME.exec(start.slice(head.length))?.[1];
    if (head === undefined || name === undefined) throw new Error("a large packet is no message");
    this.#large = new LargeMessage(packet.slice(head.length));
    this.#decoder.add(`${head}[${name}]`);
  }
}
