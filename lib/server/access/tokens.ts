import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Compares two texts in a time that tells nothing about where they differ. */
export function sameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/**
 * Names a browser's session. It proves that a one-time link was used, does not hold the token,
 * and stays good over restarts of the server for as long as the token is the same.
 */
export function issueSession(token: string): string {
  const name = randomBytes(18).toString("base64url");
  return `${name}.${sign(token, name)}`;
}

/** Whether a session id was issued for this token. */
export function isSession(token: string, session: string): boolean {
  const [name = "", signature = ""] = session.split(".");
  return name !== "" && sameSecret(signature, sign(token, name));
}

function sign(token: string, name: string): string {
  return createHmac("sha256", token).update(`session ${name}`).digest("base64url");
}

/** Codes of login links: each opens the page once. */
export class LoginCodes {
  readonly #codes = new Set<string>();
  static readonly #MOST = 20;

  /** Makes a new code; the oldest one is forgotten when there are many. */
  issue(): string {
    const code = randomBytes(18).toString("base64url");
    this.#codes.add(code);
    const [oldest] = this.#codes;
    if (this.#codes.size > LoginCodes.#MOST && oldest !== undefined) this.#codes.delete(oldest);
    return code;
  }

  /** Whether a code is good; it is not any more afterwards. */
  redeem(code: string): boolean {
    return this.#codes.delete(code);
  }
}
