import type { SessionView } from "../../../contract/state.ts";
import { count } from "../../reading/text.ts";

const BARS = 40;
/** ms of one bar, as the server counts. */
export const SPARK_STEP = 15_000;
const HEIGHT = 16;

/** Ten minutes of activity as a strip of bars, the present at the right. */
export function Spark({ activity, now }: {
  activity: SessionView["activity"];
  /** ms since 1970. */
  now: number;
}) {
  const latest = Math.floor(now / SPARK_STEP) * SPARK_STEP;
  const bars = activity.map(([at, events]) => ({
    // What the server counted since the page last drew is the present, too.
    x: BARS - 1 - Math.max(0, (latest - at) / SPARK_STEP),
    events,
  })).filter(({ x }) => x >= 0);
  const total = bars.reduce((sum, { events }) => sum + events, 0);
  const most = Math.max(4, ...bars.map(({ events }) => events));
  const path = bars.map(({ x, events }) => {
    // A square root keeps a single event visible beside a burst.
    const height = Math.max(2, Math.round(Math.sqrt(events / most) * HEIGHT));
    return `M${x * 3} ${HEIGHT}v-${height}h2v${height}z`;
  });
  const words = `${count(total, "event")} in the last 10 minutes`;
  return (
    <svg
      class="spark"
      width={BARS * 3}
      height={HEIGHT}
      viewBox={`0 0 ${BARS * 3} ${HEIGHT}`}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      <path class="spark-line" d={`M0 ${HEIGHT - 0.5}h${BARS * 3}`} />
      <path d={path.join("")} />
    </svg>
  );
}
