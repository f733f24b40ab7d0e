import { count } from "../../reading/text.ts";
import { duration } from "../../reading/time.ts";
import { type Metrics, quantile } from "../../stores/metrics.ts";

/** The figures of the whole stretch in one line. */
export function Headline({ metrics }: { metrics: Metrics }) {
  const { total, errors, durations } = metrics;
  const p50 = quantile(durations, 0.5);
  const p95 = quantile(durations, 0.95);
  return (
    <h2 class="headline big">
      {count(total, "step")}
      {errors > 0 && (
        <span class="state is-error">
          ✕ {errors} failed ({(100 * errors / Math.max(1, total)).toFixed(1)} %)
        </span>
      )}
      {p50 !== undefined && p95 !== undefined && (
        <span class="headline-rest">
          half of the calls within {duration(p50)}, 95 % within {duration(p95)}
        </span>
      )}
    </h2>
  );
}
