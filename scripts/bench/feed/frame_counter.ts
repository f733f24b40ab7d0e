/** Bytes kept of the end of each frame. */
const TAIL = 32;

/**
 * Finds the frames in what a WebSocket server writes, without keeping them: a client that costs
 * next to nothing, so that what is measured is the server.
 */
export class FrameCounter {
  readonly #onFrame: (tail: string) => void;
  readonly #decoder = new TextDecoder("latin1");
  #rest: Uint8Array = new Uint8Array();
  /** Bytes of the current frame's payload that are still to come. */
  #left = 0;
  #tail = "";

  /** @param onFrame called with the last characters of each frame's payload */
  constructor(onFrame: (tail: string) => void) {
    this.#onFrame = onFrame;
  }

  /** Takes the next bytes. */
  add(chunk: Uint8Array): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
      this.#rest = new Uint8Array();
    }
    for (let at = 0; at < bytes.length;) {
      if (this.#left === 0) {
        const head = readHead(bytes, at);
        if (head === null) return void (this.#rest = bytes.slice(at));
        at = head.end;
        this.#left = head.length;
        this.#tail = "";
      }
      const end = Math.min(bytes.length, at + this.#left);
      const from = Math.max(at, end - TAIL);
      if (this.#left - (end - at) < TAIL) {
        this.#tail = (this.#tail + this.#decoder.decode(bytes.subarray(from, end))).slice(-TAIL);
      }
      this.#left -= end - at;
      at = end;
      if (this.#left === 0) this.#onFrame(this.#tail);
    }
  }
}

function readHead(bytes: Uint8Array, at: number): { end: number; length: number } | null {
  const short = (bytes[at + 1] ?? 0) & 0x7f;
  const end = at + 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  if (bytes.length < end || bytes.length < at + 2) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  if (short < 126) return { end, length: short };
  return { end, length: short === 126 ? view.getUint16(2) : Number(view.getBigUint64(2)) };
}
