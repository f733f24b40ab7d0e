import { useEffect, useRef, useState } from "preact/hooks";
import { drawChart, type Line, MARGIN } from "../canvas/draw_chart.ts";
import { tickWords, timeAt } from "../canvas/scale.ts";
import { prepare } from "../canvas/surface.ts";
import { linearScale, logScale } from "../canvas/value_scale.ts";
import { shortDay } from "../reading/time.ts";
import { useColours } from "../hooks/use_colours.ts";
import { useSize } from "../hooks/use_size.ts";

/** What a {@linkcode Chart} draws. */
export interface ChartProps {
  readonly label: string;
  /** Beginnings of equal steps; ms since 1970. */
  readonly times: readonly number[];
  readonly step: number;
  /** So many of the first steps are not known; none when absent. */
  readonly unknown?: number;
  readonly lines: readonly Line[];
  /** Writes a value with its unit. */
  readonly format: (value: number) => string;
  /** The values are times that lie far apart. */
  readonly log?: boolean;
  readonly bars?: boolean;
  /** In pixels. */
  readonly height?: number;
  /** A stretch was chosen by drag or keys, or a step by click or Enter; ms since 1970. */
  readonly onRange: (from: number, to: number) => void;
}

/** From so many pixels on, a chart is higher, too. */
const WIDE = 900;

/** Values over time: read by pointer or arrow keys, narrowed by drag or Shift and Enter. */
export function Chart(props: ChartProps) {
  const { label, times, step, unknown = 0, lines, format, log, bars = false } = props;
  const { ref, width } = useSize<HTMLElement>();
  const { height = width > WIDE ? 280 : 200, onRange } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<number>();
  const [anchor, setAnchor] = useState<number>();
  const colours = useColours();
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const most = Math.max(...values, 0);
  const scale = log === true
    ? logScale(Math.min(...values, 1000), Math.max(most, 1))
    : linearScale(most, Math.max(1, Math.floor(height / 45)));
  const from = times[0] ?? 0;
  const last = times.length - 1;
  const range = { from, to: from + times.length * step };
  const latest = times.findLastIndex((_, at) => lines.some(({ values }) => values[at] !== null));
  const shown = Math.min(pointed ?? (latest === -1 ? last : latest), last);
  const chosen = anchor === undefined
    ? undefined
    : [Math.min(anchor, shown), Math.max(anchor, shown)] as const;

  useEffect(() => {
    const context = width > 0 && canvas.current && prepare(canvas.current, width, height);
    if (!context) return;
    const picture = {
      times,
      step,
      unknown,
      lines,
      bars,
      scale,
      range,
      width,
      height,
      colours,
      format,
    };
    drawChart(context, { ...picture, pointed, chosen });
  });

  function stepAt(event: PointerEvent): number {
    const x = event.offsetX - MARGIN.left;
    const at = Math.floor((timeAt(x, range, width - MARGIN.left) - from) / step);
    return Math.max(0, Math.min(last, at));
  }
  function choose() {
    const [begin, end] = chosen ?? [shown, shown];
    setAnchor(undefined);
    if (begin !== end || bars) onRange(times[begin] ?? from, (times[end] ?? from) + step);
  }
  function onKeyDown(event: KeyboardEvent) {
    const to = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      setAnchor(event.shiftKey ? anchor ?? shown : undefined);
      setPointed(Math.max(0, Math.min(last, to)));
    } else if (event.key === "Enter") choose();
    else return;
    event.preventDefault();
  }
  const time = times[shown] ?? from;
  const when = `${step < 86_400_000 ? tickWords(time, Math.min(step, 60_000)) : ""} ${
    range.to - from > 43_200_000 ? shortDay(time, range.to) : ""
  }`.trim();
  const read = lines.map(({ label, values }) => {
    const value = values[shown] ?? null;
    return [label, value === null ? "–" : format(value)] as const;
  });
  return (
    <figure class="chart" ref={ref}>
      <figcaption>
        <strong>{label}</strong>
        <dl class="chart-legend">
          {read.map(([name, value], at) => (
            <div key={name}>
              <dt class={`in-${lines[at]?.colour}`}>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dd class="muted">{when}</dd>
          </div>
        </dl>
      </figcaption>
      <canvas
        ref={canvas}
        style={{ height: `${height}px` }}
        tabIndex={0}
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={shown}
        aria-valuetext={`${when}: ${read.map((pair) => pair.join(" ")).join(", ")}`}
        title="Drag to narrow, or Shift and arrow keys, then Enter"
        onPointerMove={(event) => setPointed(stepAt(event))}
        onPointerLeave={() => anchor === undefined && setPointed(undefined)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setAnchor(stepAt(event));
        }}
        onPointerUp={choose}
        onPointerCancel={() => setAnchor(undefined)}
        onKeyDown={onKeyDown}
        onBlur={() => setPointed(undefined)}
      />
    </figure>
  );
}
