import { Chart } from "../chart.tsx";
import { STEP_WIDTHS } from "../../../events/step_widths.ts";
import { courseOf, widen } from "../../model/tally.ts";
import type { Counting } from "../../hooks/use_tally.ts";

const MOST_BARS = 120;

/** How much was found when, of all that matches; a bar, or a drag, narrows the search to its time. */
export function Histogram({ counting: { tally }, onRange }: {
  counting: Counting;
  onRange: (from: number, to: number) => void;
}) {
  const first = tally?.series[0];
  const last = tally?.series.at(-1);
  if (tally === undefined || first === undefined || last === undefined) return null;
  const span = last.at - first.at;
  const step = STEP_WIDTHS.find((each) => each >= tally.step && span / each < MOST_BARS) ??
    tally.step;
  const course = courseOf({ ...tally, step, series: widen(tally.series, step) }, {
    from: first.at,
    // As far as was counted: a wider step may end in the future, but none begins there.
    to: last.at + tally.step,
    known: -Infinity,
  });
  return (
    <div class="histogram">
      <Chart
        label="When"
        times={course.times}
        step={step}
        bars
        height={76}
        lines={[
          { label: "Events", values: course.line((each) => each?.events ?? 0), colour: "accent" },
          { label: "Failed", values: course.line((each) => each?.errors ?? 0), colour: "error" },
        ]}
        format={(value) => value.toLocaleString("en")}
        onRange={onRange}
      />
    </div>
  );
}
