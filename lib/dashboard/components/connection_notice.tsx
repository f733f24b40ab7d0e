import { useStores } from "../hooks/context.ts";
import { deviceAhead, now } from "../ui/clock.ts";
import { ago, clockTime, shortSpan } from "../reading/time.ts";
import { isAway } from "../net/feed_status.ts";
import { connectionAdvice, connectionWords } from "./connection_mark.tsx";

/** From so many ms on a clock that is off is worth a word. */
const CLOCK_OFF = 5000;
const RESET_SHOWN_FOR = 60_000;

/** A line above the view while what it shows may be old or incomplete; nothing otherwise. */
export function ConnectionNotice() {
  const status = useStores().live.connection.value;
  if (isAway(status)) {
    return (
      <p class="notice is-error">
        <strong>{connectionWords(status, now.value)}</strong>
        <span>
          {status.last !== null && `Shown is what was known at ${clockTime(status.since)}. `}
          {connectionAdvice(status)}.
        </span>
      </p>
    );
  }
  const gap = status.missing[0];
  if (gap !== undefined) {
    return (
      <p class="notice">
        <strong>Events {gap.from} to {gap.to} are missing here</strong>
        <span>This page was too slow for them. They are being fetched.</span>
      </p>
    );
  }
  const ahead = deviceAhead.value;
  if (Math.abs(ahead) >= CLOCK_OFF) {
    return (
      <p class="notice">
        <strong>
          This device's clock is {shortSpan(Math.abs(ahead))} {ahead > 0 ? "ahead of" : "behind"}
          {" "}
          the server's
        </strong>
        <span>Ages and times count by the server's.</span>
      </p>
    );
  }
  if (status.resetAt !== undefined && now.value - status.resetAt < RESET_SHOWN_FOR) {
    return (
      <p class="notice">
        <strong>The server changed to another store {ago(now.value - status.resetAt)}</strong>
        <span>What was shown before belonged to the other one.</span>
      </p>
    );
  }
  return null;
}
