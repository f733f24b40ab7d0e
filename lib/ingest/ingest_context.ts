import { createHash } from "node:crypto";

/** What is known about an input beside its bytes. */
export interface IngestContext {
  /** ms since 1970, UTC. */
  readonly received: number;
  /** When it happened, where the border knows that and the input itself does not say. */
  readonly happened?: number | undefined;
  /** Explicit identity, from an `Idempotency-Key` header; a `key` field is found by the adapter. */
  readonly key?: string | undefined;
  /**
   * From {@linkcode bodyDigest} or `BodyDeduper`, for one body or message; absent for the lines of a stream too
   * long to be compared as a whole.
   */
  readonly body?: string | undefined;
  /** Whether secrets are replaced before storing; they are unless this says false. */
  readonly redact?: boolean | undefined;
}

/** Identifies a body by its bytes and its route, so that duplicates are found. */
export function bodyDigest(route: string, bytes: string | Uint8Array, index = 0): string {
  return `${route} ${createHash("sha1").update(bytes).digest("base64")} ${index}`;
}
