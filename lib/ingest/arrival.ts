import { createHash } from "node:crypto";

/** What the border knows about an input beside its bytes. */
export interface Arrival {
  /** ms since 1970, UTC. */
  readonly received: number;
  /** Explicit identity, from an `Idempotency-Key` header; a `key` field is found by the adapter. */
  readonly key?: string | undefined;
  /**
   * From {@linkcode bodyIdentity} or `BodyNames`, for one body or message; absent for the lines of a stream too
   * long to be compared as a whole.
   */
  readonly body?: string | undefined;
  /** Whether secrets are replaced before storing; they are unless this says false. */
  readonly redact?: boolean | undefined;
}

/** Names a body by its bytes and the way that it came, so that its doubles can be told. */
export function bodyIdentity(way: string, bytes: string | Uint8Array, index = 0): string {
  return `${way} ${createHash("sha1").update(bytes).digest("base64")} ${index}`;
}
