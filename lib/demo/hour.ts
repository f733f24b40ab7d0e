import { playSession } from "./play.ts";
import { SeededRandom } from "./random.ts";
import type { DemoInput } from "./input.ts";
import { TILE_CACHE } from "./stories/atlas.ts";
import { RECEIPTS, SLOW_SEARCH } from "./stories/kiosk.ts";
import { LOST, NEW_CLIENT } from "./stories/ledger.ts";

/** All that is played, in the order in which it happens. */
const STORIES = [RECEIPTS, NEW_CLIENT, TILE_CACHE, SLOW_SEARCH, LOST];

/** Which hour to play. */
export interface HourOptions {
  /** The same seed gives the same hour. */
  readonly seed: number;
  /** Makes ids that no other run uses, so that an hour can be played again into one store. */
  readonly run: string;
  /** When the hour begins, for what tells of times to come; ms since 1970, UTC. */
  readonly begins?: number;
}

/**
 * A believable hour of five sessions in three projects, with their sub-agents, as the inputs that a
 * monitor would be sent. Pure.
 *
 * @returns in the order of time
 */
export function demoHour(options: HourOptions): DemoInput[] {
  const inputs = STORIES.flatMap((story, index) => {
    // One stream for each story: a change in one leaves the others as they are.
    const random = new SeededRandom(options.seed * 31 + index);
    return playSession(story, { random, run: options.run, begins: options.begins ?? 0 });
  });
  return inputs.sort((left, right) => left.at - right.at);
}
