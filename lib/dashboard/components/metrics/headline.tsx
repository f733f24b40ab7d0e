import { serverNow } from "../../ui/clock.ts";
import { count } from "../../reading/text.ts";
import { clockTime, duration, shortDay } from "../../reading/time.ts";
import { knownFrom, sum, timeAt } from "../../model/aggregate.ts";
import type { Counting } from "../../hooks/use_aggregate.ts";
import { percent } from "./group_table.tsx";

/** The figures of the whole stretch in one line, and which stretch that is in another. */
export function Headline({ counting, from, to }: {
  counting: Counting;
  /** ms since 1970, as is `to`. */
  from: number;
  /** The present when absent. */
  to: number | undefined;
}) {
  const { aggregate, busy, error } = counting;
  if (aggregate === undefined) return <p class="muted headline">{error ?? "Counting"}</p>;
  const calls = sum(aggregate.series, (step) => step.calls);
  const failed = sum(aggregate.tools, (tool) => tool.errors);
  const times = aggregate.series.flatMap((step) => step.times);
  const [p50, p95] = [timeAt(times, 0.5), timeAt(times, 0.95)];
  const known = knownFrom(aggregate);
  return (
    <header class="headline">
      <h2 class="big">
        {count(sum(aggregate.series, (step) => step.events), "event")}, {count(calls, "tool call")}
      </h2>
      {failed > 0 && (
        <span class="big state is-error">
          ✕ {failed.toLocaleString("en")} failed ({percent(failed, calls)})
        </span>
      )}
      {p50 !== null && p95 !== null && (
        <span
          class="big headline-rest"
          title="Calls that delegate to an agent, or ask you something, are left aside"
        >
          half of the calls within {duration(p50)}, 95 % within {duration(p95)}
        </span>
      )}
      <p class="muted headline-note" role="status">
        {error !== undefined
          ? `Not up to date: ${error}.`
          : `Counted by the server over all that it stored, ${moment(Math.max(from, known))} to ${
            to === undefined ? "now" : moment(to)
          }.`}
        {busy && " Still counting."}
        {aggregate.more && !busy && " Older events were not counted."}
        {!aggregate.more && known > from && " Nothing older is stored."}
      </p>
    </header>
  );
}

/** `19:05` today, else with the day. */
function moment(ms: number): string {
  const clock = clockTime(ms).slice(0, 5);
  return serverNow() - ms < 43_200_000 ? clock : `${shortDay(ms, serverNow())} ${clock}`;
}
