import type { HealthAnswer } from "../../../contract/http.ts";
import { shortSpan } from "../../reading/time.ts";
import { usePolled } from "../../stores/polled.ts";

/** What the monitor itself has done and how it is: it should cost next to nothing. */
export function OwnCost() {
  const { answer } = usePolled<HealthAnswer>("/health", 5000);
  if (answer === undefined) return null;
  const perMinute = answer.events_since_start / Math.max(1 / 60, answer.uptime / 60);
  return (
    <section class="section">
      <h2 class="section-head">The monitor itself</h2>
      <p>
        Took {answer.events_since_start.toLocaleString("en")} events in{" "}
        {shortSpan(answer.uptime * 1000)} ({perMinute.toFixed(1)} a minute) and holds{" "}
        {answer.events.toLocaleString("en")}. {answer.degraded.length === 0
          ? "It works as it should."
          : `It works less well than it should: ${answer.degraded.join(", ")}.`}
      </p>
    </section>
  );
}
