/** How Socket.IO begins an event named `events` on the namespace `/`. */
const PACKET = '2["events",';
/** How Engine.IO marks a message. */
const MESSAGE = "4";
const FINAL_TEXT = 0x81;

const encoder = new TextEncoder();

/**
 * One `events` message, encoded once: all who get it get the very same bytes. Over the wire it is
 * what Socket.IO's own `emit` sends.
 */
export class BatchMessage {
  /** The message's argument: an `EventBatch` as JSON. */
  readonly json: string;
  #frame: Uint8Array | null = null;

  constructor(json: string) {
    this.json = json;
  }

  /** As a Socket.IO packet. */
  get packet(): string {
    return `${PACKET}${this.json}]`;
  }

  /** As one WebSocket frame, head and payload in one piece: one write for each client. */
  get frame(): Uint8Array {
    return this.#frame ??= textFrame(`${MESSAGE}${this.packet}`);
  }
}

/** A text frame as servers send it (RFC 6455, section 5.2). */
function textFrame(text: string): Uint8Array {
  const payload = encoder.encode(text);
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = new Uint8Array(head + length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, FINAL_TEXT);
  view.setUint8(1, head === 2 ? length : head === 4 ? 126 : 127);
  if (head === 4) view.setUint16(2, length);
  if (head === 10) view.setBigUint64(2, BigInt(length));
  frame.set(payload, head);
  return frame;
}
