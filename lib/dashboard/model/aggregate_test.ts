import { assertEquals } from "@std/assert";
import type { Aggregate } from "../../events/aggregate.ts";
import { addAggregates, knownFrom, timeAt, timeSeriesOf } from "./aggregate.ts";

const NOTHING: Aggregate = {
  step: 1000,
  series: [],
  tools: [],
  categories: [],
  slowest: [],
  oldest: 500,
  last: 1,
  more: false,
};

Deno.test("addAggregates() joins parts in the wider steps of the two", () => {
  const newer: Aggregate = {
    ...NOTHING,
    series: [step(6000, 1), step(7000, 2)],
    tools: [{ name: "Bash", count: 2, errors: 1, times: [[10, 2]] }],
    more: true,
  };
  const older: Aggregate = {
    ...NOTHING,
    step: 5000,
    series: [step(0, 4), step(5000, 8)],
    tools: [{ name: "Edit", count: 9, errors: 0, times: [] }, {
      name: "Bash",
      count: 1,
      errors: 1,
      times: [[30, 1]],
    }],
  };
  const all = addAggregates(newer, older);
  assertEquals(all.series.map(({ at, events }) => [at, events]), [[0, 4], [5000, 11]]);
  assertEquals(all.tools, [{ name: "Edit", count: 9, errors: 0, times: [] }, {
    name: "Bash",
    count: 3,
    errors: 2,
    times: [[10, 2], [30, 1]],
  }]);
  assertEquals([all.step, all.more], [5000, false]);
});

Deno.test("timeAt() takes the time that the share lies at or below", () => {
  const times = [[100, 1], [10, 98], [50, 1]] as const;
  assertEquals([0.5, 0.98, 0.99, 1].map((share) => timeAt(times, share)), [10, 10, 50, 100]);
  assertEquals(timeAt([], 0.5), null);
});

Deno.test("timeSeriesOf() leaves unknown what is not stored or not counted, and fills the rest", () => {
  const aggregate = { ...NOTHING, series: [step(2000, 5), step(4000, 7)] };
  const line = (known: number) =>
    timeSeriesOf(aggregate, { from: 0, to: 5500, known }).line((each) => each?.events ?? 0);
  assertEquals(line(500), [0, 0, 5, 0, 7, 0]);
  assertEquals(line(2100), [null, null, 5, 0, 7, 0]);
  assertEquals(timeSeriesOf(aggregate, { from: 0, to: 5500, known: 2100 }).unknown, 2);
  assertEquals([knownFrom(aggregate), knownFrom({ ...aggregate, more: true })], [500, 2000]);
});

function step(at: number, events: number) {
  return { at, events, errors: 0, calls: 0, times: [] };
}
