import type { Amendment } from "../../../events/pairs/pairing.ts";

/** What became of events that were to be stored. Of each group all were, or none. */
export interface AppendOutcome {
  /**
   * For each event the id that it was stored under; for a duplicate, the id of the first one with a
   * minus before it; 0 where it was not stored.
   */
  readonly ids: Float64Array;
  /** What events got from those that they end, with their places. */
  readonly amendments: readonly (readonly [index: number, amendment: Amendment])[];
  /** Groups that were not stored, and why. */
  readonly errors: readonly (readonly [group: number, message: string])[];
  /** The store's files are others now: with `gone`, these events are in no file that stays. */
  readonly files?: "log" | "gone";
}
