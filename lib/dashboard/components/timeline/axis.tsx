import { type Range, ticks, tickWords, xOf } from "../../canvas/scale.ts";

/** So wide a time is, in pixels: one that would be cut at the edge is left out. */
const WORDS = 56;

/** Round times above the lanes. */
export function Axis({ range, width }: { range: Range; width: number }) {
  const { times, step } = ticks(range, width);
  return (
    <div class="axis" aria-hidden="true">
      {times.filter((time) => xOf(time, range, width) <= width - WORDS).map((time) => (
        <span key={time} style={{ transform: `translateX(${xOf(time, range, width)}px)` }}>
          {tickWords(time, step)}
        </span>
      ))}
    </div>
  );
}
