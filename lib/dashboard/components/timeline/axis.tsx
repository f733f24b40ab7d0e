import { type Range, ticks, xOf } from "../../canvas/scale.ts";

const DAY = 86_400_000;

/** Round times above the lanes. */
export function Axis({ range, width }: { range: Range; width: number }) {
  const { times, step } = ticks(range, width);
  return (
    <div class="axis" aria-hidden="true">
      {times.map((time) => (
        <span key={time} style={{ transform: `translateX(${xOf(time, range, width)}px)` }}>
          {tickWords(time, step)}
        </span>
      ))}
    </div>
  );
}

function tickWords(time: number, step: number): string {
  const date = new Date(time);
  if (step >= DAY) {
    return date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  }
  const clock = date.toLocaleTimeString("en-GB");
  if (step >= 60_000) return clock.slice(0, 5);
  return step >= 1000 ? clock : `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
