import { assert, assertEquals } from "@std/assert";
import type { GraphNode } from "./graph.ts";
import { fit, layOut, neighbour, NODE, nodeAt, reveal, zoomAt } from "./graph_layout.ts";

Deno.test("layOut() puts no two nodes in one place, and trees beside each other on a wide view", () => {
  const nodes = forest(6, 9);
  const views = [360, 1200, 2400].map((width) => ({ width, height: 700 }));
  for (const view of views) {
    const { places, width, height } = layOut(nodes, view);
    const all = nodes.map(({ key }) => places.get(key) ?? { x: -1, y: -1 });
    for (const [index, one] of all.entries()) {
      assert(one.x >= 0 && one.x + NODE.width <= width && one.y + NODE.height <= height);
      for (const other of all.slice(index + 1)) {
        const apart = Math.abs(one.x - other.x) >= NODE.width ||
          Math.abs(one.y - other.y) >= NODE.height;
        assert(apart, `${JSON.stringify([one, other])} at ${view.width}`);
      }
    }
  }
  const [narrow, , wide] = views.map((view) => layOut(nodes, view).width);
  assert((narrow ?? 0) < (wide ?? 0));
});

Deno.test("layOut() stands trees beside each other where a wide view leaves their text as large", () => {
  const columns = (width: number) => {
    const { places } = layOut(forest(2, 2), { width, height: 1300 });
    return new Set([...places.values()].map(({ x }) => x)).size;
  };
  assertEquals([columns(800), columns(2400)], [2, 4]);
});

Deno.test("fit() shows a few agents whole, and many no smaller than asked for", () => {
  const view = { width: 1196, height: 650 };
  assertEquals(fit(layOut(forest(1, 2), view), view, 0.75).k, 1.25);
  const many = layOut(forest(6, 9), view);
  assertEquals(fit(many, view, 0.75).k, 0.75);
  const { k } = fit(many, view, 0.2);
  assert(many.width * k <= view.width && many.height * k <= view.height);
});

Deno.test("nodeAt() finds what zoomAt() and reveal() brought under the pointer", () => {
  const nodes = forest(2, 3);
  const layout = layOut(nodes, { width: 800, height: 600 });
  const camera = zoomAt(fit(layout, { width: 800, height: 600 }, 1), 1.7, { x: 100, y: 90 });
  for (const node of nodes) {
    const place = layout.places.get(node.key) ?? { x: 0, y: 0 };
    const { x, y, k } = reveal(camera, place, { width: 800, height: 600 });
    const at = { x: x + (place.x + 20) * k, y: y + (place.y + 20) * k };
    assert(at.x > 0 && at.x < 800 && at.y > 0 && at.y < 600);
    assertEquals(nodeAt(nodes, layout, { x, y, k }, at)?.key, node.key);
  }
  assertEquals(nodeAt(nodes, layout, camera, { x: -9999, y: 0 }), undefined);
});

Deno.test("neighbour() goes to callers, to those they called, and up and down", () => {
  const nodes = forest(2, 2);
  const go = (from: string | undefined, key: string) => neighbour(nodes, from, key)?.key;
  assertEquals(go(undefined, "ArrowDown"), "0");
  assertEquals(go("0", "ArrowRight"), "0/0");
  assertEquals(go("0/1", "ArrowLeft"), "0");
  assertEquals(go("0/1", "ArrowDown"), "1");
  assertEquals(go("1", "ArrowUp"), "0/1");
  assertEquals(go("1/1", "ArrowDown"), "1/1");
});

function forest(trees: number, calls: number): readonly GraphNode[] {
  return Array.from({ length: trees }, (_, tree) => [
    node(`${tree}`, undefined),
    ...Array.from({ length: calls }, (_, call) => node(`${tree}/${call}`, `${tree}`)),
  ]).flat();
}

function node(key: string, parent: string | undefined): GraphNode {
  return {
    key,
    label: key,
    depth: parent === undefined ? 0 : 1,
    parent,
    project: null,
    agents: [],
    working: 0,
    waiting: 0,
    count: 1,
    busyMs: 0,
    tools: 0,
    errors: 0,
    tokens: undefined,
    costUsd: undefined,
  };
}
