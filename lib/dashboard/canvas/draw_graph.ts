import type { Colours } from "./colours.ts";
import type { GraphNode } from "./graph.ts";
import { type Camera, type Layout, NODE, type Place } from "./graph_layout.ts";

/** What {@linkcode drawGraph} draws. */
export interface GraphPicture {
  readonly nodes: readonly GraphNode[];
  readonly layout: Layout;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
  /** Key of the node that is pointed at or chosen. */
  readonly marked: string | undefined;
  /** The figures of a node in a line. */
  readonly figures: (node: GraphNode) => string;
}

/** Draws nodes, and edges as thick as there were calls. */
export function drawGraph(context: CanvasRenderingContext2D, picture: GraphPicture): void {
  const { nodes, layout: { places }, camera: { x, y, k }, colours, marked } = picture;
  context.clearRect(0, 0, picture.width, picture.height);
  context.save();
  context.translate(x, y);
  context.scale(k, k);
  context.textBaseline = "middle";
  // Solid, so that many edges from one place do not add up to a dark one.
  const quiet = `color-mix(in srgb, ${colours.muted} 40%, ${colours.ground})`;
  for (const node of nodes) {
    const from = node.parent === undefined ? undefined : places.get(node.parent);
    const to = places.get(node.key);
    if (from === undefined || to === undefined) continue;
    const isMarked = marked === node.key || marked === node.parent;
    context.strokeStyle = isMarked ? colours.accent : quiet;
    context.lineWidth = Math.min(7, 1.5 + Math.log2(node.count));
    drawEdge(context, from, to);
  }
  for (const node of nodes) {
    const place = places.get(node.key);
    if (place !== undefined) drawNode(context, node, place, picture);
  }
  context.restore();
}

function drawEdge(context: CanvasRenderingContext2D, from: Place, to: Place): void {
  const [x1, y1] = [from.x + NODE.width, from.y + NODE.height / 2];
  const [x2, y2] = [to.x, to.y + NODE.height / 2];
  const middle = (x1 + x2) / 2;
  context.beginPath();
  context.moveTo(x1, y1);
  context.bezierCurveTo(middle, y1, middle, y2, x2, y2);
  context.stroke();
}

function drawNode(
  context: CanvasRenderingContext2D,
  node: GraphNode,
  { x, y }: Place,
  { colours, marked, figures }: GraphPicture,
): void {
  const isMain = node.depth === 0;
  context.fillStyle = colours.panel;
  context.strokeStyle = node.key === marked ? colours.accent : colours.line;
  context.lineWidth = node.key === marked ? 2 : 1;
  context.beginPath();
  context.roundRect(x, y, NODE.width, NODE.height, 4);
  context.fill();
  context.stroke();
  const state = node.waiting > 0 ? colours.waiting : node.working > 0 ? colours.running : undefined;
  if (state !== undefined) {
    context.fillStyle = state;
    context.fillRect(x, y, 4, NODE.height);
  }
  const [left, right] = [x + 12, x + NODE.width - 12];
  context.textAlign = "right";
  context.font = "12px system-ui, sans-serif";
  context.fillStyle = colours.muted;
  const corner = cornerWords(node);
  context.fillText(corner, right, y + 14);
  let room = NODE.width - 32 - context.measureText(corner).width;
  context.textAlign = "left";
  context.fillStyle = colours.text;
  context.font = `${isMain ? "600 " : ""}13px system-ui, sans-serif`;
  context.fillText(fitted(context, node.label, room), left, y + 14);
  context.font = "12px system-ui, sans-serif";
  room = NODE.width - 24;
  if (node.errors > 0) {
    const failed = `✕ ${node.errors} failed`;
    context.textAlign = "right";
    context.fillStyle = colours.error;
    context.fillText(failed, right, y + 31);
    room -= context.measureText(failed).width + 8;
    context.textAlign = "left";
  }
  context.fillStyle = colours.muted;
  context.fillText(fitted(context, figures(node), room), left, y + 31);
}

/** What it does now, and how often it was called. */
function cornerWords({ depth, count, waiting, working }: GraphNode): string {
  const state = waiting > 0 ? "▲ waits" : working > 0 ? "● works" : "";
  const calls = depth === 0 ? "" : `${count} ${count === 1 ? "call" : "calls"}`;
  return [state, calls].filter((words) => words !== "").join(" · ");
}

/** As much of a text as there is room for. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > room) {
    shown = `${shown.slice(0, -2)}…`;
  }
  return shown;
}
