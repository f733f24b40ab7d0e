import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../events/event.ts";
import type { CommitListener, PageRequest } from "../store/store.ts";
import { Projection } from "./projection.ts";

function event(id: number, session: string): CanonicalEvent {
  const data = { prompt: `prompt ${id}` };
  const facts = { source: "t", category: "session", type: "prompt.submit" } as const;
  return { id, ts: id, received: id, ...facts, session, summary: "", data };
}

Deno.test("Projection knows what was stored before it and what is committed meanwhile", async () => {
  const stored = Array.from({ length: 2_500 }, (_, index) => event(index + 1, `s-${index % 3}`));
  let listener: CommitListener = () => {};
  const store = {
    get last() {
      return stored.length;
    },
    page({ after = 0, limit }: PageRequest) {
      const events = stored.slice(after, after + limit);
      if (stored.length < 2_600) stored.push(event(stored.length + 1, "late"));
      return Promise.resolve({ events, last: after + events.length, more: true });
    },
    onCommit(next: CommitListener) {
      listener = next;
      return () => listener = () => {};
    },
  };
  const projection = new Projection(store);
  const { sessions, last } = await projection.state();
  assertEquals([...sessions.keys()].sort(), ["late", "s-0", "s-1", "s-2"]);
  assertEquals(last, stored.length);
  listener([event(stored.length + 1, "new")]);
  assertEquals((await projection.state()).sessions.has("new"), true);
});
