import { delegationGraph, type GraphNode } from "../../canvas/graph.ts";
import { compact } from "../../reading/outcome.ts";
import { count } from "../../reading/text.ts";
import { duration } from "../../reading/time.ts";
import { formatRoute, route } from "../../stores/route.ts";
import { useSessions } from "../../stores/sessions.ts";

const NODE = { width: 244, height: 52 };
const STEP = { x: 324, y: 64 };
const EDGE = 24;

/** Who delegated to whom: main agents at the left, whom they called to the right of them. */
export function AgentGraph() {
  const { answer, error } = useSessions();
  if (answer === undefined) return <p class="page-scroll muted">{error ?? "Asking the server"}</p>;
  const { project } = route.value.params;
  const nodes = delegationGraph(
    answer.sessions.filter((session) => project === undefined || session.project === project),
  );
  if (nodes.length === 0) {
    return <p class="page-scroll muted">No session has been seen yet.</p>;
  }
  const places = placesOf(nodes);
  const width = Math.max(...places.values().map(({ x }) => x)) + NODE.width + EDGE;
  const height = Math.max(...places.values().map(({ y }) => y)) + NODE.height + EDGE;
  const most = Math.max(1, ...nodes.map((node) => node.count));
  return (
    <div class="page-scroll" tabIndex={0} role="region" aria-label="Who delegated to whom">
      <div class="graph" style={{ width: `${width}px`, height: `${height}px` }}>
        <svg width={width} height={height} aria-hidden="true">
          {nodes.map((node) => <Edge key={node.key} node={node} places={places} most={most} />)}
        </svg>
        {nodes.map((node) => {
          const place = places.get(node.key) ?? { x: 0, y: 0 };
          return <Node key={node.key} node={node} {...place} />;
        })}
      </div>
    </div>
  );
}

type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

function Node({ node, x, y }: { node: GraphNode; x: number; y: number }) {
  const q = node.depth === 0 ? "" : `agent:${node.label}`;
  return (
    <a
      class={`graph-node${node.depth === 0 ? " is-main" : ""}`}
      href={formatRoute({ view: "live", params: q === "" ? {} : { q } })}
      style={{ transform: `translate(${x}px, ${y}px)` }}
    >
      <span class="graph-name">
        <bdi>{node.label}</bdi>
        <span class="muted">
          {node.depth === 0 ? count(node.count, "session") : `× ${node.count}`}
        </span>
      </span>
      <span class="muted">{figures(node)}</span>
      {node.errors > 0 && <span class="errors">✕ {node.errors}</span>}
    </a>
  );
}

function Edge({ node, places, most }: { node: GraphNode; places: Places; most: number }) {
  const from = node.parent === undefined ? undefined : places.get(node.parent);
  const to = places.get(node.key);
  if (from === undefined || to === undefined) return null;
  const [x1, y1] = [from.x + NODE.width, from.y + NODE.height / 2];
  const [x2, y2] = [to.x, to.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  return (
    <path
      class="graph-edge"
      d={`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`}
      stroke-width={1 + 5 * node.count / most}
    />
  );
}

function figures(node: GraphNode): string {
  const parts = [duration(node.busyMs), count(node.tools, "tool")];
  if (node.tokens !== undefined) parts.push(`${compact(node.tokens)} tokens`);
  if (node.costUsd !== undefined) parts.push(`$${node.costUsd.toFixed(2)}`);
  return parts.join(" · ");
}

/** Columns by depth; each node takes a line of its own, unless it is its caller's first. */
function placesOf(nodes: readonly GraphNode[]): Places {
  const places = new Map<string, { x: number; y: number }>();
  let line = -1;
  let before: GraphNode | undefined;
  for (const node of nodes) {
    if (before === undefined || node.parent !== before.key) line++;
    places.set(node.key, { x: node.depth * STEP.x, y: line * STEP.y });
    before = node;
  }
  return places;
}
