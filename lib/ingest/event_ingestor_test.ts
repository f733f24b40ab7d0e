import { assertEquals, assertRejects } from "@std/assert";
import { testDraft, testEvents } from "../../tests/support/events.ts";
import type { Appended, EventSink, NewEvent } from "../events/new_event.ts";
import { OWN_SOURCE } from "../events/own_source.ts";
import { EventIngestor, type EventIngestorOptions } from "./event_ingestor.ts";

/** A store that answers what it is told to, when it is told to. */
class FakeSink implements EventSink {
  readonly calls: string[] = [];
  answer: (events: readonly NewEvent[]) => Promise<readonly Appended[]> = (events) =>
    Promise.resolve(events.map((_, index) => ({ id: index + 1, duplicate: false })));

  append(events: readonly NewEvent[]): Promise<readonly Appended[]> {
    this.calls.push(`append ${events.map(({ draft }) => draft.project ?? "-").join(" ")}`);
    return this.answer(events);
  }

  placeSession(session: string, project: string): Promise<void> {
    this.calls.push(`place ${session} ${project}`);
    return Promise.resolve();
  }
}

function ingestorOf(options: Partial<EventIngestorOptions> = {}) {
  const sink = new FakeSink();
  const ingestor = new EventIngestor(sink, { now: () => 1_000, redact: true, ...options });
  return { sink, ingestor };
}

Deno.test("accept() counts what was stored, but neither duplicates nor events of our own", async () => {
  const { sink, ingestor } = ingestorOf();
  const duplicates: number[] = [];
  ingestor.onDuplicates = (count) => void duplicates.push(count);
  sink.answer = () =>
    Promise.resolve([
      { id: 7, duplicate: false },
      { id: 3, duplicate: true },
      { id: 8, duplicate: false },
    ]);
  const derived = { draft: testDraft({ source: OWN_SOURCE, type: "git.commit" }) };
  assertEquals(await ingestor.accept([...testEvents(2), derived]), [7, 8]);
  assertEquals(ingestor.stored, 1);
  assertEquals(duplicates, [1]);
});

Deno.test("accept() does not trouble the store with nothing", async () => {
  const { sink, ingestor } = ingestorOf();
  assertEquals(await ingestor.accept([]), []);
  assertEquals(sink.calls, []);
});

Deno.test("accept() knows how many events are on their way, and how many were at most", async () => {
  const { sink, ingestor } = ingestorOf();
  const gates = [
    Promise.withResolvers<readonly Appended[]>(),
    Promise.withResolvers<readonly Appended[]>(),
  ];
  let call = 0;
  sink.answer = () => gates[call++]?.promise ?? Promise.resolve([]);
  const first = ingestor.accept(testEvents(3));
  const second = ingestor.accept(testEvents(2));
  assertEquals(ingestor.queue, { now: 5, max: 5 });
  gates[0]?.resolve([]);
  await first;
  assertEquals(ingestor.queue, { now: 2, max: 5 });
  gates[1]?.resolve([]);
  await second;
  assertEquals(ingestor.queue, { now: 0, max: 5 });
});

Deno.test("accept() counts and tells of what could not be stored, and of what could again", async () => {
  const { sink, ingestor } = ingestorOf();
  const reported: unknown[] = [];
  ingestor.onStore = (failure) => void reported.push(failure);
  const failure = new Error("the disk is full");
  const works = sink.answer;
  sink.answer = () => Promise.reject(failure);
  await assertRejects(() => ingestor.accept(testEvents(4)), Error, "the disk is full");
  assertEquals([ingestor.failed, ingestor.stored, ingestor.queue.now], [4, 0, 0]);
  sink.answer = works;
  await ingestor.accept(testEvents(2));
  assertEquals([ingestor.failed, ingestor.stored], [4, 2]);
  assertEquals(reported, [failure, null]);
});

Deno.test("accept() stores events with their projects, then places what came before them", async () => {
  const learnt: [string, string][] = [["s-1", "/app"]];
  const inApp = (events: readonly NewEvent[]) =>
    events.map((event) => ({ ...event, draft: { ...event.draft, project: "/app" } }));
  for (const place of [inApp, (events: readonly NewEvent[]) => Promise.resolve(inApp(events))]) {
    const { sink, ingestor } = ingestorOf({ projects: { place, takeLearnt: () => learnt } });
    await ingestor.accept(testEvents(1, { session: "s-1" }));
    assertEquals(sink.calls, ["append /app", "place s-1 /app"]);
  }
});

Deno.test("context() goes by the ingestor's clock and options", () => {
  assertEquals(ingestorOf({ redact: false }).ingestor.context(), {
    received: 1_000,
    redact: false,
  });
});
