import { assertEquals } from "@std/assert";
import type { EventsAnswer } from "../../../contract/http.ts";
import { sample } from "../../rows/_sample.ts";
import { makeRow } from "../../rows/row.ts";
import { readAll, readShown } from "./download.ts";
import type { PageReader } from "./history_search.ts";

/** Answers pages of 1,000 from a store of so many events. */
function store(count: number): PageReader {
  return (parameters) => {
    const before = Number(parameters.before ?? count + 1);
    const from = Math.max(1, before - 1000);
    const events = Array.from({ length: before - from }, (_, at) => sample(before - 1 - at));
    return Promise.resolve<EventsAnswer>({
      schema_version: 1,
      store: "A",
      events,
      last: from,
      more: from > 1,
    });
  };
}

Deno.test("readAll() reads every page, newest first", async () => {
  const { lines, cut } = await readAll("", store(2500));
  assertEquals([lines.length, cut], [2500, false]);
  assertEquals([JSON.parse(lines[0] ?? "").id, JSON.parse(lines.at(-1) ?? "").id], [2500, 1]);
});

Deno.test("readAll() stops where a page's memory would be at stake, and says so", async () => {
  const { lines, cut } = await readAll("x", store(30_000));
  assertEquals([lines.length, cut], [20_000, true]);
});

Deno.test("readShown() reads the events of the rows that are shown, ends included, and no others", async () => {
  const rows = [7, 900, 1500].map((id) => makeRow(sample(id)));
  Object.assign(rows[1] ?? {}, { endId: 1600 });
  const { lines, cut } = await readShown(rows, store(2500));
  assertEquals(lines.map((line) => JSON.parse(line).id), [1600, 1500, 900, 7]);
  assertEquals(cut, false);
  const many = Array.from({ length: 25_000 }, (_, at) => makeRow(sample(at + 1)));
  const most = await readShown(many, store(25_000));
  assertEquals([most.lines.length, most.cut], [20_000, true]);
  assertEquals(JSON.parse(most.lines.at(-1) ?? "").id, 5001);
});
