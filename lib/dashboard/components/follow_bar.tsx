import { count } from "../reading/text.ts";
import { useStores } from "../stores/context.ts";
import { Icon } from "./icon.tsx";

/** What a {@linkcode FollowBar} tells of. */
export interface FollowBarProps {
  readonly total: number;
  readonly shown: number;
  readonly filtered: boolean;
  /** Whether all rows have been looked at already. */
  readonly isWhole: boolean;
}

/** The line under the stream: how much is shown, and whether it follows or waits. */
export function FollowBar({ total, shown, filtered, isWhole }: FollowBarProps) {
  const { live } = useStores();
  const paused = live.pausedAt.value;
  const waiting = paused === null ? 0 : shown - paused;
  return (
    <div class="follow-bar">
      <span class="muted">
        {count(shown, "row")}
        {filtered && `${isWhole ? "" : " so far,"} of ${total.toLocaleString("en")}`}
      </span>
      {paused === null
        ? (
          <button type="button" class="quiet-button" onClick={() => live.pause()}>
            <Icon name="pause" />
            <span>Following</span>
            <kbd>Space</kbd>
          </button>
        )
        : (
          <button type="button" class="button is-paused" onClick={() => live.follow()}>
            <Icon name="down" />
            <span>{waiting === 0 ? "Paused" : `Paused, ${count(waiting, "new row")}`}</span>
            <kbd>Space</kbd>
          </button>
        )}
    </div>
  );
}
