import { type Range, ticks, tickWords, xOf } from "../../canvas/scale.ts";

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
