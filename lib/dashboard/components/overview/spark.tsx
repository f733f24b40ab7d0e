import { count } from "../../reading/text.ts";

/** Bars of the strip; each stands for fifteen seconds. */
export const SPARK_BARS = 40;
const HEIGHT = 16;

/** Ten minutes of activity as a strip of bars, the present at the right. */
export function Spark({ bars }: { bars: readonly number[] }) {
  const total = bars.reduce((sum, n) => sum + n, 0);
  const most = Math.max(4, ...bars);
  const path = bars.map((n, at) => {
    if (n === 0) return "";
    // A square root keeps a single event visible beside a burst.
    const height = Math.max(2, Math.round(Math.sqrt(n / most) * HEIGHT));
    return `M${at * 3} ${HEIGHT}v-${height}h2v${height}z`;
  });
  return (
    <svg
      class="spark"
      width={SPARK_BARS * 3}
      height={HEIGHT}
      viewBox={`0 0 ${SPARK_BARS * 3} ${HEIGHT}`}
      role="img"
      aria-label={`${count(total, "step")} in the last 10 minutes`}
    >
      <path class="spark-line" d={`M0 ${HEIGHT - 0.5}h${SPARK_BARS * 3}`} />
      <path d={path.join("")} />
    </svg>
  );
}
