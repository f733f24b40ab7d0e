import type { GraphNode } from "./graph.ts";

/** Size of a node and the way to the next one, in pixels before zooming. */
export const NODE = { width: 272, height: 44 } as const;
const STEP = { x: 328, y: 54 } as const;
const GAP = 32;
/** Room around everything. */
const EDGE = 24;

/** Where a node lies: its top left corner, in pixels before zooming. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Size of what it is drawn in, in pixels. */
export interface View {
  readonly width: number;
  readonly height: number;
}

/** Where everything lies. */
export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

/** What is in view: the graph moved by `x` and `y` pixels and drawn `k` times as large. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/**
 * Lays trees out: columns by depth, each node on a line of its own unless it is its caller's
 * first. Trees stand beside each other in as many columns as make them largest in this view.
 */
export function layOut(nodes: readonly GraphNode[], view: View): Layout {
  const trees: GraphNode[][] = [];
  for (const node of nodes) {
    if (node.depth === 0 || trees.length === 0) trees.push([]);
    trees.at(-1)?.push(node);
  }
  const layouts = trees.map((_, at) => inColumns(trees, at + 1));
  const size = (layout: Layout) => fit(layout, view, 0).k;
  // Of those that need no more room, the widest: a wide screen is not left empty.
  return layouts.reduce((best, layout) => size(layout) >= size(best) ? layout : best);
}

function inColumns(trees: readonly (readonly GraphNode[])[], columns: number): Layout {
  const places = new Map<string, Place>();
  const tall = new Array<number>(columns).fill(EDGE);
  const wide = 1 + Math.max(0, ...trees.flat().map((node) => node.depth));
  const column = (wide - 1) * STEP.x + NODE.width + GAP * 2;
  for (const tree of trees) {
    const at = tall.indexOf(Math.min(...tall));
    let y = tall[at] ?? EDGE;
    let before: GraphNode | undefined;
    for (const node of tree) {
      if (before !== undefined && node.parent !== before.key) y += STEP.y;
      places.set(node.key, { x: EDGE + at * column + node.depth * STEP.x, y });
      before = node;
    }
    tall[at] = y + STEP.y + GAP;
  }
  const used = Math.min(columns, trees.length);
  return {
    places,
    width: used * column - GAP * 2 + EDGE * 2,
    height: Math.max(...tall) - GAP - STEP.y + NODE.height + EDGE,
  };
}

/**
 * Shows all of it, hardly larger than text elsewhere.
 *
 * @param least how small it may become
 */
export function fit({ width, height }: Layout, view: View, least: number): Camera {
  const k = Math.max(least, Math.min(1.25, view.width / width, view.height / height));
  return { x: 0, y: 0, k };
}

/** Zooms around a point of the view, which stays where it is. */
export function zoomAt({ x, y, k }: Camera, factor: number, at: Place): Camera {
  const next = Math.min(2.5, Math.max(0.25, k * factor));
  const ratio = next / k;
  return { x: at.x - (at.x - x) * ratio, y: at.y - (at.y - y) * ratio, k: next };
}

/** The node at a point of the view. */
export function nodeAt(
  nodes: readonly GraphNode[],
  { places }: Layout,
  { x, y, k }: Camera,
  at: Place,
): GraphNode | undefined {
  const [left, top] = [(at.x - x) / k, (at.y - y) / k];
  return nodes.find(({ key }) => {
    const place = places.get(key);
    return place !== undefined && left >= place.x && left <= place.x + NODE.width &&
      top >= place.y && top <= place.y + NODE.height;
  });
}

/** Moves the view just as far as it takes to show a node. */
export function reveal(
  camera: Camera,
  place: Place,
  view: View,
): Camera {
  const { x, y, k } = camera;
  const into = (offset: number, from: number, length: number, room: number) => {
    const begin = from * k + offset;
    if (begin < EDGE) return offset + EDGE - begin;
    const over = begin + length * k + EDGE - room;
    return over > 0 ? offset - over : offset;
  };
  return {
    x: into(x, place.x, NODE.width, view.width),
    y: into(y, place.y, NODE.height, view.height),
    k,
  };
}

/** Which node an arrow key goes to: a caller, the first it called, or the one above or below. */
export function neighbour(
  nodes: readonly GraphNode[],
  chosen: string | undefined,
  key: string,
): GraphNode | undefined {
  const at = nodes.findIndex((node) => node.key === chosen);
  const node = nodes[at];
  if (node === undefined) return nodes[0];
  if (key === "ArrowLeft") return nodes.find((each) => each.key === node.parent) ?? node;
  if (key === "ArrowRight") return nodes.find((each) => each.parent === node.key) ?? node;
  return nodes[at + (key === "ArrowDown" ? 1 : -1)] ?? node;
}
