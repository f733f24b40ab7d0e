import { setImmediate } from "node:timers";

/** So many bytes of a body are read at once, which takes about a ms. */
const TURN_BYTES = 128 * 1024;

/**
 * Lets others have their turn while a large body is read: what a fast sender has ready would else
 * be read to its end before anybody else is looked at.
 */
export class Turns {
  #bytes = 0;

  /** Whether others are due after this piece. */
  isOver({ length }: Uint8Array): boolean {
    this.#bytes += length;
    if (this.#bytes < TURN_BYTES) return false;
    this.#bytes = 0;
    return true;
  }

  /** Has a request wait for others where they are due after this piece. */
  take(request: { pause(): unknown; resume(): unknown }, piece: Uint8Array): void {
    if (!this.isOver(piece)) return;
    request.pause();
    setImmediate(() => void request.resume());
  }
}
