import { useEffect, useRef, useState } from "preact/hooks";
import { CHART, drawChart, type Line, MARGIN } from "../../canvas/draw_chart.ts";
import { timeAt } from "../../canvas/scale.ts";
import { prepare } from "../../canvas/surface.ts";
import { linearScale, logScale } from "../../canvas/value_scale.ts";
import { clockTime } from "../../reading/time.ts";
import { useColours } from "../use_colours.ts";
import { useSize } from "../use_size.ts";

/** What a {@linkcode Chart} draws. */
export interface ChartProps {
  readonly label: string;
  /** ms since 1970, in equal steps. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** Writes a value with its unit. */
  readonly format: (value: number) => string;
  /** The values lie far apart: they are drawn by powers of ten. */
  readonly log?: boolean;
}

/** Lines over time; below them their values at the pointer, else the latest. */
export function Chart({ label, times, lines, format, log }: ChartProps) {
  const { ref, width } = useSize<HTMLElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<number>();
  const colours = useColours();
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const scale = log === true
    ? logScale(Math.min(...values, 1000), Math.max(...values, 1))
    : linearScale(Math.max(...values, 0));
  const [from = 0, next = 1] = times;
  const step = next - from;
  const range = { from, to: from + times.length * step };

  useEffect(() => {
    const context = width > 0 && canvas.current && prepare(canvas.current, width, CHART);
    if (!context) return;
    drawChart(context, { times, lines, scale, range, width, colours, format, pointed });
  });

  function onPointerMove(event: PointerEvent) {
    const x = event.offsetX - MARGIN.left;
    const at = Math.floor((timeAt(x, range, width - MARGIN.left) - from) / step);
    setPointed(at < 0 || at >= times.length ? undefined : at);
  }
  const shown = pointed ?? times.length - 1;
  return (
    <figure class="chart" ref={ref}>
      <figcaption>{label}</figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${label}; the tables below give the figures`}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPointed(undefined)}
      />
      <dl class="chart-legend">
        <div>
          <dd class="muted">{clockTime(times[shown] ?? from).slice(0, 8)}</dd>
        </div>
        {lines.map((line) => {
          const value = line.values[shown] ?? null;
          return (
            <div key={line.label}>
              <dt class={`in-${line.colour}`}>{line.label}</dt>
              <dd>{value === null ? "–" : format(value)}</dd>
            </div>
          );
        })}
      </dl>
    </figure>
  );
}
