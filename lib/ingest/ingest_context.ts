/** What is known about one JSON object of an input beside what it holds. */
export interface IngestContext {
  /** ms since 1970, UTC. */
  readonly received: number;
  /** When it happened, where the border knows that and the input itself does not say. */
  readonly happened?: number | undefined;
  /** Explicit identity, from an `Idempotency-Key` header; a `key` field is found by the adapter. */
  readonly key?: string | undefined;
  /**
   * Identifies the body that it came in and its place there; absent for the lines of a stream too
   * long to be compared as a whole.
   */
  readonly body?: string | undefined;
  /** Whether secrets are replaced before storing; they are unless this says false. */
  readonly redact?: boolean | undefined;
}
