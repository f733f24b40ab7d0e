import { useMemo } from "preact/hooks";
import { writeMoment } from "../../events/query/mod.ts";
import type { Aggregate } from "../../events/aggregate.ts";
import type { Line } from "../canvas/draw_chart.ts";
import { tickWords } from "../canvas/scale.ts";
import { Chart } from "../components/chart.tsx";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EmptyStream } from "../components/empty_stream.tsx";
import { GroupTable } from "../components/metrics/group_table.tsx";
import { Headline } from "../components/metrics/headline.tsx";
import { OwnCost } from "../components/metrics/own_cost.tsx";
import { SlowestTable } from "../components/metrics/slowest_table.tsx";
import { duration, shortSpan } from "../reading/time.ts";
import { historyQuery } from "../model/stored/history_search.ts";
import { route, setParams } from "../ui/route.ts";
import { STEP_WIDTHS } from "../../events/step_widths.ts";
import { knownFrom, timeAt, timeSeriesOf } from "../model/aggregate.ts";
import { useStream } from "../hooks/use_stream.ts";
import { useAggregate } from "../hooks/use_aggregate.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SPANS: Readonly<Record<string, number>> = {
  "5m": 5 * MINUTE,
  "15m": 15 * MINUTE,
  "1h": HOUR,
  "6h": 6 * HOUR,
  "24h": 24 * HOUR,
  "7d": 7 * 24 * HOUR,
  "30d": 30 * 24 * HOUR,
};
const MAX_STEPS = 180;
/** Figures are read anew this often, in ms. */
const REFRESH = 5000;

/** How much happens, how long it takes, and what fails: counted by the server. */
export function MetricsView() {
  const { live, state } = useStream();
  const now = live.at.value;
  const oldest = live.connection.value.earlier ? 0 : live.log.rows[0]?.received ?? 0;
  // A young store would be a thin line at the edge of a long stretch.
  const age = now - oldest;
  const usual = age < 5 * MINUTE ? "5m" : age < 15 * MINUTE ? "15m" : "1h";
  const { q = "", project, span = usual, from: zoomed, to: until } = route.value.params;
  const to = until === undefined ? undefined : Number(until);
  const length = zoomed === undefined || to === undefined
    ? SPANS[span] ?? HOUR
    : Math.max(1000, to - Number(zoomed));
  const width = STEP_WIDTHS.find((each) => length / each <= MAX_STEPS) ?? 24 * HOUR;
  // The beginning stands still for a while, so that a step does not change as it moves.
  const grid = Math.max(width, MINUTE);
  const from = to === undefined
    ? Math.floor((now - length) / grid) * grid
    : Math.floor(Number(zoomed) / width) * width;
  const within = `since:${writeMoment(from)}${to === undefined ? "" : ` until:${writeMoment(to)}`}`;
  const wanted = historyQuery(q, project, now);
  const query = new URLSearchParams({
    q: to === undefined ? wanted : `${wanted === "" ? "" : `(${wanted}) `}until:${writeMoment(to)}`,
    step: String(width),
    calls: "1",
  });
  const counting = useAggregate(`${query}`, { since: from, rest: REFRESH, again: true });
  if (state === "empty") {
    return (
      <div class="page">
        <ConnectionNotice />
        <EmptyStream />
      </div>
    );
  }
  return (
    <div class="page">
      <ConnectionNotice />
      <div class="toolbar">
        <div class="tabs" role="group" aria-label="Stretch of time">
          {Object.keys(SPANS).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === span && to === undefined}
              onClick={() => setParams({ span: name, from: undefined, to: undefined })}
            >
              {name}
            </button>
          ))}
        </div>
        {to !== undefined && (
          <button
            type="button"
            class="button"
            onClick={() => setParams({ from: undefined, to: undefined })}
          >
            {tickWords(from, 1000)} – {tickWords(to, 1000)} ✕
          </button>
        )}
      </div>
      <div class="page-scroll" tabIndex={0} role="region" aria-label="Metrics">
        <Headline counting={counting} from={from} to={to} />
        {counting.aggregate !== undefined && (
          <>
            <Charts aggregate={counting.aggregate} from={from} to={to ?? now} />
            <div class="panels">
              <section class="section panel-tools">
                <h2 class="section-head">By tool</h2>
                <GroupTable field="tool" groups={counting.aggregate.tools} within={within} />
              </section>
              <section class="section">
                <h2 class="section-head">Slowest calls, delegations and questions aside</h2>
                <SlowestTable calls={counting.aggregate.slowest} />
              </section>
              <section class="section">
                <h2 class="section-head">By category</h2>
                <GroupTable
                  field="category"
                  groups={counting.aggregate.categories}
                  within={within}
                />
              </section>
            </div>
            <OwnCost />
          </>
        )}
      </div>
    </div>
  );
}

function Charts({ aggregate, from, to }: { aggregate: Aggregate; from: number; to: number }) {
  const { times, step, unknown, rates, durations } = useMemo(() => {
    const { times, step, unknown, line } = timeSeriesOf(aggregate, {
      from,
      to,
      known: knownFrom(aggregate),
    });
    const perMinute = (n: number, at: number) => {
      // The latest step is not over yet: its rate is that of the time that has passed.
      const passed = Math.min(step, to - at);
      return passed < step / 4 ? null : n * MINUTE / passed;
    };
    const rate = (key: "events" | "calls" | "errors") =>
      line((each) => each?.[key] ?? 0)
        .map((n, at) => n === null ? null : perMinute(n, times[at] ?? 0));
    const at = (share: number) => line((each) => timeAt(each?.times ?? [], share));
    const rates: readonly Line[] = [
      { label: "Events", values: rate("events"), colour: "muted", filled: true },
      { label: "Tool calls", values: rate("calls"), colour: "accent" },
      { label: "Failures", values: rate("errors"), colour: "error", filled: true },
    ];
    const durations: readonly Line[] = [
      { label: "p50", values: at(0.5), colour: "accent" },
      { label: "p95", values: at(0.95), colour: "running" },
      { label: "p99", values: at(0.99), colour: "muted" },
    ];
    return { times, step, unknown, rates, durations };
  }, [aggregate, from]);
  const zoom = (begin: number, end: number) => setParams({ from: `${begin}`, to: `${end}` });
  const shared = { times, step, unknown, onRange: zoom };
  return (
    <div class="charts">
      <Chart {...shared} label="Per minute" lines={rates} format={rate} />
      <Chart
        {...shared}
        label="Time of tool calls, delegations and questions aside"
        lines={durations}
        format={time}
        log
      />
    </div>
  );
}

function rate(value: number): string {
  return value < 10
    ? String(Math.round(value * 100) / 100)
    : Math.round(value).toLocaleString("en");
}

/** `1 min` rather than `1 min 00 s`, as axes are marked. */
function time(ms: number): string {
  return ms >= 60_000 && ms % 60_000 === 0 ? shortSpan(ms) : duration(ms).replace(/\.0 s$/, " s");
}
