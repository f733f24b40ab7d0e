import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Compares two texts in a time that tells nothing about where they differ. */
export function sameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** ms within which a login link has to be used. */
const CODE_MS = 60_000;
const MAX_CODES = 20;

/** Codes of login links: each opens the page once, within a minute. */
export class LoginCodes {
  /** When each ends; ms of the clock. */
  readonly #ends = new Map<string, number>();
  readonly #now: () => number;

  /** @param now ms that only grow */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Makes a new code; the oldest one is forgotten when there are many. */
  issue(): string {
    const code = randomBytes(18).toString("base64url");
    this.#ends.set(code, this.#now() + CODE_MS);
    const [oldest] = this.#ends.keys();
    if (this.#ends.size > MAX_CODES && oldest !== undefined) this.#ends.delete(oldest);
    return code;
  }

  /** Whether a code is good; it is not any more afterwards. */
  redeem(code: string): boolean {
    const end = this.#ends.get(code);
    return this.#ends.delete(code) && end !== undefined && this.#now() < end;
  }
}
