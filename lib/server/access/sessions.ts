import { createHmac, randomBytes } from "node:crypto";
import { sameSecret } from "./tokens.ts";

/** ms that a browser stays let in. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/** Sessions that were ended before their time, kept over restarts. */
export interface RevokedSessions {
  has(name: string): boolean;
  /** @param expires when the session would have ended by itself; ms since 1970, UTC */
  add(name: string, expires: number): void;
}

/** What {@linkcode Sessions} need. */
export interface SessionParts {
  readonly token: string;
  /** ms since 1970, UTC. */
  readonly now: () => number;
  readonly revoked: RevokedSessions;
}

/**
 * Browsers that were let in by a one-time link. A session's id proves that, does not hold the
 * token, says when it ends, and stays good over restarts of the server until then, unless the
 * token changes or somebody logs out.
 */
export class Sessions {
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** A new session's id. */
  issue(): string {
    const content = `${randomBytes(18).toString("base64url")}.${this.#parts.now() + SESSION_MS}`;
    return `${content}.${this.#sign(content)}`;
  }

  /** Whether an id is that of a session which goes on. */
  isGood(id: string): boolean {
    const session = this.#read(id);
    return session !== null && session.expires > this.#parts.now() &&
      !this.#parts.revoked.has(session.name);
  }

  /** Ends a session; an id that is none is no matter. */
  revoke(id: string): void {
    const session = this.#read(id);
    if (session !== null) this.#parts.revoked.add(session.name, session.expires);
  }

  #read(id: string): { readonly name: string; readonly expires: number } | null {
    const [name = "", expires = "", signature = ""] = id.split(".");
    if (name === "" || !/^\d{1,15}$/.test(expires)) return null;
    const isOurs = sameSecret(signature, this.#sign(`${name}.${expires}`));
    return isOurs ? { name, expires: Number(expires) } : null;
  }

  #sign(content: string): string {
    return createHmac("sha256", this.#parts.token).update(`session ${content}`).digest("base64url");
  }
}
