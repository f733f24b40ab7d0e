/** Bits for each text: about one text in 2,000 that was never added is taken for one that was. */
const BITS_A_TEXT = 16;
const PROBES = 6;

/**
 * A set of texts that forgets their letters: what was added is always found again, and sometimes
 * is what was not.
 */
export class BloomFilter {
  readonly #bits: Uint32Array;
  readonly #mask: number;

  /** @param capacity so many texts are told apart well */
  constructor(capacity: number) {
    const bits = 2 ** Math.ceil(Math.log2(Math.max(capacity * BITS_A_TEXT, 1024)));
    this.#bits = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  /** Adds a text; `salt` tells equal texts of different kinds apart. */
  add(text: string, salt = 0): void {
    hash(text, salt);
    for (let probe = 0, at = low; probe < PROBES; probe++, at = (at + high) | 0) {
      const bit = at & this.#mask;
      this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  /** False when the text was never added. */
  mayHave(text: string, salt = 0): boolean {
    hash(text, salt);
    for (let probe = 0, at = low; probe < PROBES; probe++, at = (at + high) | 0) {
      const bit = at & this.#mask;
      if (((this.#bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

// Two numbers from one look at the text, kept here since a pair of them would be an object.
let low = 0;
let high = 0;

function hash(text: string, salt: number): void {
  let first = 0x811c9dc5 ^ salt;
  let second = 0x9747b28c + salt;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x85ebca6b) ^ (second >>> 15);
  }
  low = mixed(first);
  // Odd, so that the probes of one text differ.
  high = mixed(second) | 1;
}

function mixed(number: number): number {
  const half = Math.imul(number ^ (number >>> 16), 0xc2b2ae35);
  return half ^ (half >>> 13);
}
