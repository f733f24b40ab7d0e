import { assertEquals } from "@std/assert";
import type { EventsAnswer } from "../../../contract/http.ts";
import { sample } from "../../rows/_sample.ts";
import { historyQuery, HistorySearch, type PageReader } from "./history_search.ts";

/** Answers pages from a store of so many events. */
function store(count: number, asked: Record<string, string>[] = []): PageReader {
  return (parameters) => {
    asked.push({ ...parameters });
    const before = Number(parameters.before ?? count + 1);
    const limit = Number(parameters.limit);
    const from = Math.max(1, before - limit);
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

Deno.test("HistorySearch reads on from page to page, newest first, until all is found", async () => {
  const asked: Record<string, string>[] = [];
  const search = new HistorySearch("tool:Bash", store(700, asked), () => 0);
  await search.more();
  assertEquals(asked, [
    { limit: "100", q: "tool:Bash" },
    { limit: "500", q: "tool:Bash", before: "601" },
    { limit: "500", q: "tool:Bash", before: "101" },
  ]);
  const { found, more, newest, status } = search.state.value;
  assertEquals([found, more, newest, status], [700, false, 700, "done"]);
  assertEquals([search.log.rows[0]?.id, search.log.rows.at(-1)?.id], [1, 700]);
});

Deno.test("HistorySearch waits after a batch, and goes on when asked", async () => {
  const search = new HistorySearch("", store(9000), () => 0);
  await search.more();
  assertEquals([search.state.value.found, search.state.value.more], [2100, true]);
  await search.more();
  assertEquals(search.state.value.found, 4100);
});

Deno.test("HistorySearch tells why it failed, and can go on", async () => {
  let fails = true;
  const read = store(50);
  const search = new HistorySearch("", (parameters) => {
    if (fails) return Promise.reject(new Error("A bracket is missing"));
    return read(parameters);
  }, () => 0);
  await search.more();
  assertEquals([search.state.value.status, search.state.value.error], [
    "failed",
    "A bracket is missing",
  ]);
  fails = false;
  await search.more();
  assertEquals([search.state.value.status, search.state.value.found], ["done", 50]);
});

Deno.test("historyQuery() keeps the person's own terms together", () => {
  assertEquals(historyQuery(" a OR b ", "/p q", 0), '(a OR b) project:"/p q"');
  assertEquals(historyQuery("", "C:\\Users\\kim", 0), 'project:"C:\\\\Users\\\\kim"');
  assertEquals([historyQuery("", "/p", 0), historyQuery("a", undefined, 0)], ['project:"/p"', "a"]);
});
