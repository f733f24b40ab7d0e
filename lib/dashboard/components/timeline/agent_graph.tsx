import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { drawGraph } from "../../canvas/draw_graph.ts";
import { delegationGraph, eventsOf, type GraphNode } from "../../canvas/graph.ts";
import {
  type Camera,
  fit,
  layOut,
  neighbour,
  nodeAt,
  reveal,
  zoomAt,
} from "../../canvas/graph_layout.ts";
import { prepare } from "../../canvas/surface.ts";
import { compact } from "../../reading/outcome.ts";
import { count } from "../../reading/text.ts";
import { duration } from "../../reading/time.ts";
import { route } from "../../ui/route.ts";
import type { SessionsAnswer } from "../../../contract/http.ts";
import { useStores } from "../../hooks/context.ts";
import { usePolled } from "../../net/polled.ts";
import { EmptyStream } from "../empty_stream.tsx";
import { useColours } from "../../hooks/use_colours.ts";
import { useSize } from "../../hooks/use_size.ts";
import { GraphTable } from "./graph_table.tsx";

/** What is over changes seldom; ms between two looks. */
const REFRESH = 60_000;

/** So small the graph is drawn at first, at least: its text can still be read. */
const READABLE = 0.75;

/** Who delegated to whom: main agents at the left, whom they called to the right of them. */
export function AgentGraph() {
  const { live } = useStores();
  const { project } = route.value.params;
  const over = live.sessions.over.value.length;
  const { answer, error } = usePolled<SessionsAnswer>("/api/sessions?over=1", REFRESH, over);
  const present = live.sessions.live.value;
  const nodes = useMemo(() => {
    const ended = answer?.sessions.filter(({ id }) => !present.some((one) => one.id === id)) ?? [];
    return delegationGraph(
      [...present, ...ended].filter((one) => project === undefined || one.project === project),
      (folder) => live.names.labelOf(folder),
    );
  }, [answer, present, project]);
  if (answer === undefined) return <p class="page-scroll muted">{error ?? "Asking the server"}</p>;
  return nodes.length === 0 ? <EmptyStream /> : <Graph nodes={nodes} />;
}

function Graph({ nodes }: { nodes: readonly GraphNode[] }) {
  const { ref, width, height } = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const [marked, setMarked] = useState<string>();
  const [moved, setMoved] = useState<Camera>();
  const colours = useColours();
  const view = { width, height };
  const layout = layOut(nodes, view);
  const camera = moved ?? fit(layout, view, READABLE);
  const showAll = () => setMoved(fit(layout, view, 0.2));
  const node = nodes.find(({ key }) => key === marked);

  useEffect(() => {
    const context = width > 0 && canvas.current && prepare(canvas.current, width, height);
    if (context) drawGraph(context, { nodes, layout, camera, ...view, colours, marked, figures });
  });
  const zoom = useRef((_factor: number, _x: number, _y: number) => {});
  zoom.current = (factor, x, y) => setMoved(zoomAt(camera, factor, { x, y }));
  useEffect(() => {
    const element = canvas.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom.current(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, []);

  function onPointerMove({ offsetX: x, offsetY: y }: PointerEvent) {
    const from = drag.current;
    if (from === null) {
      setMarked(nodeAt(nodes, layout, camera, { x, y })?.key);
      return;
    }
    const [right, down] = [x - from.x, y - from.y];
    if (!from.moved && Math.abs(right) + Math.abs(down) < 4) return;
    drag.current = { x, y, moved: true };
    setMoved({ ...camera, x: camera.x + right, y: camera.y + down });
  }
  function onPointerUp({ offsetX: x, offsetY: y }: PointerEvent) {
    const wasDrag = drag.current?.moved === true;
    drag.current = null;
    const hit = wasDrag ? undefined : nodeAt(nodes, layout, camera, { x, y });
    if (hit !== undefined) open(hit);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key.startsWith("Arrow")) {
      const next = neighbour(nodes, marked, event.key);
      const place = next === undefined ? undefined : layout.places.get(next.key);
      if (next === undefined || place === undefined) return;
      setMarked(next.key);
      setMoved(reveal(camera, place, view));
    } else if (event.key === "Enter" && node !== undefined) open(node);
    else if (event.key === "+" || event.key === "=") zoom.current(1.25, width / 2, height / 2);
    else if (event.key === "-") zoom.current(0.8, width / 2, height / 2);
    else if (event.key === "0") showAll();
    else return;
    event.preventDefault();
  }
  return (
    <>
      <div class="graph" ref={ref}>
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label="Who delegated to whom. Arrow keys move, Enter shows an agent's events; the table below says the same"
          onPointerDown={(event) => {
            drag.current = { x: event.offsetX, y: event.offsetY, moved: false };
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onKeyDown={onKeyDown}
        />
      </div>
      <div class="follow-bar">
        <span class="muted graph-status" role="status">
          {node === undefined ? "Point at an agent, or use the arrow keys" : sentence(node, nodes)}
        </span>
        <span class="zoom-buttons">
          <button
            type="button"
            class="quiet-button"
            aria-label="Smaller"
            onClick={() => zoom.current(0.8, width / 2, height / 2)}
          >
            −
          </button>
          <button
            type="button"
            class="quiet-button"
            aria-label="Larger"
            onClick={() => zoom.current(1.25, width / 2, height / 2)}
          >
            +
          </button>
          <button type="button" class="quiet-button" onClick={showAll}>
            Show all <kbd>0</kbd>
          </button>
        </span>
      </div>
      <details class="graph-details">
        <summary>As a table: {count(nodes.length, "line")}</summary>
        <GraphTable nodes={nodes} />
      </details>
    </>
  );
}

function open(node: GraphNode): void {
  location.hash = eventsOf(node);
}

function figures({ busyMs, tools, tokens, costUsd }: GraphNode): string {
  const parts = [duration(busyMs), count(tools, "tool")];
  if (tokens !== undefined) parts.push(`${compact(tokens)} tokens`);
  if (costUsd !== undefined) parts.push(`$${costUsd.toFixed(2)}`);
  return parts.join(" · ");
}

function sentence(node: GraphNode, nodes: readonly GraphNode[]): string {
  const caller = nodes.find(({ key }) => key === node.parent);
  const who = caller === undefined
    ? `${node.label}: ${count(node.count, "session")}`
    : `${caller.label} called ${node.label} ${count(node.count, "time")}`;
  const failed = node.errors === 0 ? "" : ` · ${node.errors} failed`;
  return `${who} · ${figures(node)}${failed}`;
}
