import { dayTime } from "../../reading/time.ts";
import { count } from "../../reading/text.ts";
import { type Histogram, queryMoment } from "../../stores/histogram.ts";

const HEIGHT = 48;

/** How much was found when; a bar narrows the search to its time. */
export function HistogramView(
  { histogram, onChoose }: {
    histogram: Histogram;
    onChoose: (since: string, until: string) => void;
  },
) {
  const { bars, from, step } = histogram;
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <div class="histogram" role="group" aria-label="How much was found when">
      <div class="histogram-bars">
        {bars.map((bar, at) => {
          const begin = from + at * step;
          const height = bar.count === 0 ? 0 : Math.max(2, HEIGHT * bar.count / most);
          const words = `${dayTime(begin).slice(0, -2)}: ${count(bar.count, "row")}` +
            (bar.errors === 0 ? "" : `, ${bar.errors} failed`);
          return (
            <button
              key={begin}
              type="button"
              class="histogram-bar"
              title={words}
              aria-label={words}
              disabled={bar.count === 0}
              onClick={() => onChoose(queryMoment(begin), queryMoment(begin + step))}
            >
              <span style={{ height: `${height}px` }}>
                <span
                  class="histogram-errors"
                  style={{ height: `${bar.count === 0 ? 0 : 100 * bar.errors / bar.count}%` }}
                />
              </span>
            </button>
          );
        })}
      </div>
      <div class="histogram-ends muted">
        <span>{dayTime(from).slice(0, -2)}</span>
        <span>{dayTime(from + bars.length * step).slice(0, -2)}</span>
      </div>
    </div>
  );
}
