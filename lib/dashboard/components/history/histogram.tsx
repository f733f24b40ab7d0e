import { Chart } from "../chart.tsx";
import { STEP_WIDTHS } from "../../../events/step_widths.ts";
import { timeSeriesOf, widen } from "../../model/aggregate.ts";
import type { Counting } from "../../hooks/use_aggregate.ts";

const MAX_BARS = 120;

/** How much was found when, of all that matches; a bar, or a drag, narrows the search to its time. */
export function Histogram({ counting: { aggregate }, onRange }: {
  counting: Counting;
  onRange: (from: number, to: number) => void;
}) {
  const first = aggregate?.series[0];
  const last = aggregate?.series.at(-1);
  if (aggregate === undefined || first === undefined || last === undefined) return null;
  const span = last.at - first.at;
  const step = STEP_WIDTHS.find((each) => each >= aggregate.step && span / each < MAX_BARS) ??
    aggregate.step;
  const timeSeries = timeSeriesOf({ ...aggregate, step, series: widen(aggregate.series, step) }, {
    from: first.at,
    // As far as was counted: a wider step may end in the future, but none begins there.
    to: last.at + aggregate.step,
    known: -Infinity,
  });
  return (
    <div class="histogram">
      <Chart
        label="When"
        times={timeSeries.times}
        step={step}
        bars
        height={76}
        lines={[
          {
            label: "Events",
            values: timeSeries.line((each) => each?.events ?? 0),
            colour: "accent",
          },
          {
            label: "Failed",
            values: timeSeries.line((each) => each?.errors ?? 0),
            colour: "error",
          },
        ]}
        format={(value) => value.toLocaleString("en")}
        onRange={onRange}
      />
    </div>
  );
}
