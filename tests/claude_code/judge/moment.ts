import type { TrueState } from "../drive/screen.ts";

/** One moment at which what is true and what the monitor says were compared. */
export interface Moment {
  readonly release: string;
  readonly scenario: string;
  readonly moment: string;
  /** What the screen says. */
  readonly truth: TrueState | string;
  /** What the monitor said at the end of the time that it has. */
  readonly ours: string;
  /** After how many ms it said so and stayed with it; `null` where it did not. */
  readonly after: number | null;
  /** Other things that were compared and differ. */
  readonly differences: readonly string[];
  /** Why nothing on this machine tells it, where that is proved. */
  readonly exception: string | null;
}

/** Whether the monitor was right. */
export function isRight(moment: Moment): boolean {
  return moment.after !== null;
}
