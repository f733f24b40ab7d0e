/** How Engine.IO marks a message. */
const MESSAGE = "4";
const FINAL_TEXT = 0x81;

const encoder = new TextEncoder();

/**
 * Socket.IO packets that many clients get, encoded once: all get the very same bytes, and each by
 * one write. Over the wire it is what Socket.IO's own `emit` sends.
 */
export class SharedPackets {
  /** Texts such as `2["events",{…}]`. */
  readonly packets: readonly string[];
  #frames: Uint8Array | null = null;

  constructor(packets: readonly string[]) {
    this.packets = packets;
  }

  /** All of them as WebSocket frames, one behind the other. */
  get frames(): Uint8Array {
    return this.#frames ??= joined(this.packets.flatMap((packet) => textFrame(MESSAGE + packet)));
  }
}

/** The packet of an event on the namespace `/`, its argument already being JSON. */
export function eventPacket(name: string, json: string): string {
  return `2[${JSON.stringify(name)},${json}]`;
}

/** Head and payload of a text frame as servers send it (RFC 6455, section 5.2). */
function textFrame(text: string): Uint8Array[] {
  const payload = encoder.encode(text);
  const { length } = payload;
  const view = new DataView(new ArrayBuffer(length < 126 ? 2 : length < 65_536 ? 4 : 10));
  view.setUint8(0, FINAL_TEXT);
  view.setUint8(1, view.byteLength === 2 ? length : view.byteLength === 4 ? 126 : 127);
  if (view.byteLength === 4) view.setUint16(2, length);
  if (view.byteLength === 10) view.setBigUint64(2, BigInt(length));
  return [new Uint8Array(view.buffer), payload];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
