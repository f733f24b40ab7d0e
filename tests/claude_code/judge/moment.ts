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
  /** The time that it had, by the pace of the machine; ms. */
  readonly within: number;
  /** Other things that were compared and differ. */
  readonly differences: readonly string[];
  /** Why nothing on this machine tells it, where that is proved. */
  readonly exception: string | null;
}

/** Whether the monitor was right, in the time that it had. */
export function isRight({ after, within }: Moment): boolean {
  return after !== null && after <= within;
}
