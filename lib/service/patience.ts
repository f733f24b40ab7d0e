import { UserError } from "../user_error.ts";

/** So many failures in a row are enough. */
const MOST = 5;
/** ms after which a server that ran has proved that it can. */
const PROVEN = 60_000;
/** ms between the second failure and the next try; they double. The first is mended at once. */
const FIRST_DELAY = 1_000;

/** How a service goes on after a failure. */
export type NextStep = { readonly kind: "again"; readonly delay: number } | {
  readonly kind: "end";
};

/** Decides when a service tries again, and when it has tried often enough. Pure. */
export class Patience {
  #failures = 0;

  /**
   * @param ranFor ms that the server was there before it failed
   * @param error why it did not start; a setting that makes no sense will not make any later
   */
  next(ranFor: number, error?: unknown): NextStep {
    if (ranFor >= PROVEN) this.#failures = 0;
    this.#failures++;
    const isHopeless = error instanceof UserError && error.code === "usage";
    if (isHopeless || this.#failures >= MOST) return { kind: "end" };
    return { kind: "again", delay: (2 ** (this.#failures - 1) - 1) * FIRST_DELAY };
  }
}
