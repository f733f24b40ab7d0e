import { useEffect, useRef, useState } from "preact/hooks";
import { drawLanes, LANE, type LanePicture, rowAt } from "../../canvas/draw_lanes.ts";
import { drawMinimap, MINIMAP } from "../../canvas/draw_minimap.ts";
import { type Range, timeAt } from "../../canvas/scale.ts";
import type { Lane, SpanStore } from "../../canvas/spans.ts";
import type { Aggregate } from "../../../events/aggregate.ts";
import { useStores } from "../../hooks/context.ts";
import { prepare } from "../../canvas/surface.ts";
import { clockTime, duration } from "../../reading/time.ts";
import type { SessionHues } from "../../ui/hues.ts";
import { type Row, waitOf } from "../../rows/row.ts";
import { useColours } from "../../hooks/use_colours.ts";
import { useSize } from "../../hooks/use_size.ts";
import { Axis } from "./axis.tsx";
import { LaneLabels } from "./lane_labels.tsx";
import type { RangeControl } from "./use_range.ts";

/** What {@linkcode Lanes} draws. */
export interface LanesProps {
  readonly spans: SpanStore;
  /** How much happened when, over all that is stored; absent until it is counted. */
  readonly stored: Aggregate | undefined;
  /** Stretches of which the page does not know what happened. */
  readonly unknown: readonly Range[];
  /** Those of its lanes that are drawn. */
  readonly lanes: readonly Lane[];
  readonly hues: SessionHues;
  readonly control: RangeControl;
  readonly now: number;
  readonly width: number;
  readonly selected: Row | undefined;
  readonly onSelect: (row: Row) => void;
}

/** Lanes of spans over time, with a minimap of everything above them. */
export function Lanes(props: LanesProps) {
  const { spans, stored, lanes, hues, control, now, width, selected } = props;
  const { live } = useStores();
  const { range } = control;
  const map = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref: scroller, element, height } = useSize<HTMLDivElement>();
  const [scrollTop, setScrollTop] = useState(0);
  const [hovered, setHovered] = useState<{ row: Row; x: number; y: number }>();
  const drag = useRef<{ x: number; moved: boolean } | null>(null);
  const colours = useColours();
  const whole: Range = {
    from: Math.min(spans.first, stored?.series[0]?.at ?? Infinity, range.from),
    to: Math.max(spans.last, now, range.to),
  };
  const picture: LanePicture = {
    lanes,
    range,
    width,
    height,
    scrollTop,
    now,
    colours,
    hueOf: (session) => hues.of(session) ?? 0,
    selected,
    waits: (row) => live.sessions.waits(row),
    unknown: props.unknown,
  };

  useEffect(() => {
    const context = canvas.current && prepare(canvas.current, width, height);
    if (context) drawLanes(context, picture);
    const small = map.current && prepare(map.current, width, MINIMAP);
    if (small) drawMinimap(small, { spans, stored, whole, range, width, colours });
  });
  useWheel(element, control, width);
  useEffect(() => {
    if (selected === undefined || element === null) return;
    const lane = lanes.findIndex(({ rows }) => rows.includes(selected));
    const top = lane * LANE;
    if (lane < 0) return;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + LANE > element.scrollTop + height) element.scrollTop = top + LANE - height;
  }, [selected, height]);

  function place(event: PointerEvent): [number, number] {
    const box = canvas.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  }
  function onPointerMove(event: PointerEvent) {
    const [x, y] = place(event);
    if (drag.current !== null) {
      const moved = x - drag.current.x;
      if (Math.abs(moved) < 3 && !drag.current.moved) return;
      control.panBy(-moved / width);
      drag.current = { x, moved: true };
      return;
    }
    const row = rowAt(x, y, picture);
    setHovered(row === undefined ? undefined : { row, x, y });
  }
  function onPointerDown(event: PointerEvent) {
    drag.current = { x: place(event)[0], moved: false };
    canvas.current?.setPointerCapture(event.pointerId);
    setHovered(undefined);
  }
  function onPointerUp(event: PointerEvent) {
    const wasDrag = drag.current?.moved === true;
    drag.current = null;
    const row = wasDrag ? undefined : rowAt(...place(event), picture);
    if (row !== undefined) props.onSelect(row);
  }
  function onMinimap(event: PointerEvent) {
    if (event.buttons === 0) return;
    const box = map.current?.getBoundingClientRect();
    const middle = timeAt(event.clientX - (box?.left ?? 0), whole, width);
    const half = (range.to - range.from) / 2;
    control.show({ from: middle - half, to: middle + half });
  }
  return (
    <div class="timeline">
      <div class="timeline-head">
        <canvas
          ref={map}
          class="minimap"
          onPointerDown={onMinimap}
          onPointerMove={onMinimap}
          role="img"
          aria-label="How much happened when, over all that is stored"
        />
        <Axis range={range} width={width} />
      </div>
      <div
        class="timeline-scroll"
        ref={scroller}
        tabIndex={0}
        role="region"
        aria-label="Lanes by session and agent"
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div class="timeline-space" style={{ height: `${lanes.length * LANE}px` }}>
          <LaneLabels lanes={lanes} hues={hues} />
          <canvas
            ref={canvas}
            class="lanes"
            style={{ height: `${height}px` }}
            onPointerMove={onPointerMove}
            onPointerDown={onPointerDown}
            onPointerUp={onPointerUp}
            onPointerLeave={() => setHovered(undefined)}
            role="img"
            aria-label={`${spans.count} spans; the Live view lists the same events as text`}
          />
        </div>
        {hovered !== undefined && <Tip {...hovered} width={width} now={now} />}
      </div>
    </div>
  );
}

function Tip({ row, x, y, width, now }: {
  row: Row;
  x: number;
  y: number;
  width: number;
  now: number;
}) {
  const left = Math.min(x + 12, width - 300);
  const { live } = useStores();
  const wait = waitOf(row);
  const isKnown = wait !== undefined && (wait[1] !== Infinity || live.sessions.waits(row));
  const waited = isKnown ? Math.min(now, wait[1]) - wait[0] : undefined;
  const length = row.status === "running" ? now - row.received : row.duration_ms;
  return (
    <div class="tip" style={{ transform: `translate(${left}px, ${y + 16}px)` }}>
      <strong>
        {row.verb} <bdi class="object">{row.object}</bdi>
      </strong>
      <span>
        {clockTime(row.ts)}
        {length !== undefined && ` · ${duration(length)}`}
        {row.status === "running" && " so far"}
        {waited !== undefined && ` · waited for you ${duration(waited)}`}
        {row.outcome !== "" && ` · ${row.outcome}`}
      </span>
    </div>
  );
}

/** Wheel over the lanes: zooms; with Shift, or sideways, moves in time; with Ctrl scrolls lanes. */
function useWheel(
  target: HTMLDivElement | null,
  control: RangeControl,
  width: number,
): void {
  const latest = useRef(control);
  latest.current = control;
  useEffect(() => {
    if (target === null) return;
    function onWheel(event: WheelEvent) {
      if (event.ctrlKey) return;
      event.preventDefault();
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        latest.current.panBy(sideways / width);
        return;
      }
      const left = target?.querySelector("canvas")?.getBoundingClientRect().left ?? 0;
      latest.current.zoomBy(Math.exp(event.deltaY / 400), event.clientX - left);
    }
    target.addEventListener("wheel", onWheel, { passive: false });
    return () => target.removeEventListener("wheel", onWheel);
  }, [target, width]);
}
