import { assert, assertEquals } from "@std/assert";
import type { Colours } from "./colours.ts";
import { type ChartPicture, drawChart, MARGIN } from "./draw_chart.ts";
import { linearScale } from "./value_scale.ts";

/** So wide a letter is, in pixels. */
const LETTER = 6;

/** What was drawn: texts with their middle, and rectangles. */
function draw(change: Partial<ChartPicture>) {
  const texts: { text: string; x: number; align: string }[] = [];
  const bars: { x: number; width: number; height: number }[] = [];
  const state: Record<string, unknown> = { textAlign: "left" };
  const context = new Proxy(state, {
    get: (target, name) => {
      if (name === "measureText") return (text: string) => ({ width: text.length * LETTER });
      if (name === "fillText") {
        return (text: string, x: number) =>
          texts.push({ text, x, align: String(target["textAlign"]) });
      }
      if (name === "fillRect") {
        return (x: number, _y: number, width: number, height: number) =>
          bars.push({ x, width, height });
      }
      return name in target ? target[String(name)] : () => {};
    },
  });
  const picture: ChartPicture = {
    times: [0],
    step: 60_000,
    unknown: 0,
    lines: [{ label: "Events", values: [3], colour: "accent" }],
    bars: true,
    scale: linearScale(3),
    range: { from: 0, to: 60_000 },
    width: 800,
    height: 100,
    colours: new Proxy({}, { get: () => "#000" }) as Colours,
    format: String,
    pointed: undefined,
    chosen: undefined,
    ...change,
  };
  drawChart(context as unknown as CanvasRenderingContext2D, picture);
  return { texts, bars };
}

Deno.test("drawChart() leaves out times that would be cut at an edge, whatever the width", () => {
  for (let width = 200; width < 1500; width += 7) {
    const { texts } = draw({ width, range: { from: 1234, to: 61_234 } });
    const times = texts.filter(({ align }) => align === "center");
    assert(width < 300 || times.length > 0, `no time at ${width}`);
    for (const { text, x } of times) {
      const half = text.length * LETTER / 2;
      assert(x - half >= MARGIN.left && x + half <= width, `${text} is cut at ${width}`);
    }
  }
});

Deno.test("drawChart() draws a single bar as a bar, in the middle of its time", () => {
  const { bars } = draw({});
  const bar = bars.find(({ height }) => height > 20);
  assertEquals(bar?.width, 48);
  const middle = MARGIN.left + (800 - MARGIN.left) / 2;
  assert(Math.abs((bar?.x ?? 0) + 24 - middle) < 2, JSON.stringify(bar));
});
