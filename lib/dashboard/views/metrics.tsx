import { useMemo } from "preact/hooks";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EmptyStream } from "../components/empty_stream.tsx";
import type { Line } from "../canvas/draw_chart.ts";
import { Chart } from "../components/metrics/chart.tsx";
import { GroupTable } from "../components/metrics/group_table.tsx";
import { Headline } from "../components/metrics/headline.tsx";
import { OwnCost } from "../components/metrics/own_cost.tsx";
import { SlowestTable } from "../components/metrics/slowest_table.tsx";
import { shortDuration, shortSpan } from "../reading/time.ts";
import { now } from "../stores/clock.ts";
import { measure, type Metrics } from "../stores/metrics.ts";
import { route, setParams } from "../stores/route.ts";
import { useFilter } from "../stores/use_filter.ts";
import { useStream } from "../stores/use_stream.ts";

const SPANS: Readonly<Record<string, number>> = {
  "15m": 15 * 60_000,
  "1h": 3_600_000,
  "6h": 6 * 3_600_000,
  "24h": 24 * 3_600_000,
};
const STEPS = 60;
/** Figures are worked out anew this often, in ms. */
const REFRESH = 2000;

/** How much happens, how long it takes, and what fails. */
export function MetricsView() {
  const { live, state } = useStream();
  const { span = "1h" } = route.value.params;
  const length = SPANS[span] ?? 3_600_000;
  const width = length / STEPS;
  const tick = Math.floor(now.value / REFRESH);
  const filter = useFilter();
  const metrics = useMemo(() => {
    // Steps stand still, so that a bar does not change as it moves to the left.
    const to = (Math.floor(now.peek() / width) + 1) * width;
    return measure({
      rows: live.log.rows,
      filter: filter.passes,
      from: to - length,
      to,
      steps: STEPS,
      complete: !live.connection.value.earlier,
    });
  }, [tick, state, filter, length]);
  const oldest = live.log.rows[0]?.received;

  if (oldest === undefined) {
    return (
      <div class="page">
        <ConnectionNotice />
        {state === "empty" && <EmptyStream />}
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
              aria-pressed={name === span}
              onClick={() => setParams({ span: name })}
            >
              {name}
            </button>
          ))}
        </div>
        {live.connection.value.earlier && now.value - oldest < length && (
          <span class="muted">
            This page has the last {shortSpan(now.value - oldest)}{" "}
            only. Older events are under History.
          </span>
        )}
      </div>
      <div class="page-scroll" tabIndex={0} role="region" aria-label="Metrics">
        <Headline metrics={metrics} />
        <Charts metrics={metrics} />
        <section class="section">
          <h2 class="section-head">By tool</h2>
          <GroupTable field="tool" groups={metrics.tools} />
        </section>
        <section class="section">
          <h2 class="section-head">By category</h2>
          <GroupTable field="category" groups={metrics.categories} />
        </section>
        <section class="section">
          <h2 class="section-head">Slowest calls</h2>
          <SlowestTable rows={metrics.slowest} />
        </section>
        <OwnCost />
      </div>
    </div>
  );
}

function Charts({ metrics: { series } }: { metrics: Metrics }) {
  const rates: readonly Line[] = [
    { label: "Steps", values: series.rate, colour: "accent", filled: true },
    { label: "Failures", values: series.errors, colour: "error", filled: true },
  ];
  const times: readonly Line[] = [
    { label: "p50", values: series.p50, colour: "accent" },
    { label: "p95", values: series.p95, colour: "running" },
    { label: "p99", values: series.p99, colour: "muted" },
  ];
  return (
    <div class="charts">
      <Chart
        label="Steps per minute"
        times={series.times}
        lines={rates}
        format={rate}
      />
      <Chart
        label="Time of tool calls"
        times={series.times}
        lines={times}
        format={shortDuration}
        log
      />
    </div>
  );
}

function rate(value: number): string {
  return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value));
}
