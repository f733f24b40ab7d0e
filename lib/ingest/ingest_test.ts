import { assert, assertEquals, assertThrows } from "@std/assert";
import { bodyDigest } from "./body_deduper.ts";
import { EventIngestor } from "./event_ingestor.ts";
import { ingest } from "./ingest.ts";
import { HTTP_ROUTES, socketRoute } from "./routes.ts";

const TEXT = '{"hook_event_name":"Stop","session_id":"s"}';

Deno.test("ingest() takes an object by every route, and events of it where its route has any", () => {
  for (const route of [...Object.keys(HTTP_ROUTES), socketRoute("claude_event")]) {
    const { objects, faults, events } = ingest(route, TEXT, { received: 1, digest: route });
    assertEquals([objects.length, faults], [1, []], route);
    assertEquals(events.length, route.startsWith("/v1/") ? 0 : 1, route);
    for (const { body } of events) assertEquals(body, `${route} 0`);
  }
});

Deno.test("ingest() says what is no JSON, by every route", () => {
  for (const route of Object.keys(HTTP_ROUTES)) {
    assertEquals(ingest(route, "{", { received: 1 }).faults.length, 1, route);
    assertEquals(ingest(route, "7", { received: 1 }).faults.length, 1, route);
  }
});

Deno.test("ingest() knows no route that an object inherits", () => {
  for (const route of ["constructor", "toString", "/nowhere", ""]) {
    assertThrows(() => ingest(route, "{}", { received: 1 }), RangeError);
  }
});

Deno.test("ingest() numbers objects and keys on over the parts of a request", () => {
  const context = { received: 1, digest: "d", key: "k", seen: 2 };
  const { events } = ingest("/api/events", '[{"type":"a.b"},{"type":"a.b"}]', context);
  assertEquals(events.map(({ body, key }) => [body, key]), [["d 2", "k#2"], ["d 3", "k#3"]]);
});

Deno.test("EventIngestor tells routes, texts and moments apart", () => {
  const sink = { append: () => Promise.resolve([]) };
  const ingestor = new EventIngestor(sink, { now: () => 1, redact: true });
  const body = (route: string, text: string, moment?: number) =>
    ingestor.read(route, text, { moment }).events[0]?.body;
  const first = body("/hooks/claude", TEXT);
  assertEquals(body("/hooks/claude", TEXT), first);
  const others = [
    body("/api/events", TEXT),
    body("/hooks/claude", `${TEXT} `),
    body("/hooks/claude", TEXT, 7),
  ];
  assertEquals(new Set([first, ...others]).size, 4);
  assertEquals(
    ingestor.read("/api/events", null, {
      parsed: { objects: [{ type: "a.b" }], faults: [] },
    }).events[0]?.body,
    undefined,
  );
});

Deno.test("bodyDigest() tells bodies and routes apart", () => {
  const digests = [
    bodyDigest("/api/events", "{}"),
    bodyDigest("/api/events", "{} "),
    bodyDigest("/hooks/claude", "{}"),
  ];
  assertEquals(new Set(digests).size, 3);
  assert(digests.every((digest) => digest.length < 80));
});

Deno.test("ingest() keeps a duration of no time at all, and none below", () => {
  const text = '[{"type":"a.b","duration_ms":0},{"type":"a.b","duration_ms":-1}]';
  const { events } = ingest("/api/events", text, { received: 1 });
  assertEquals(events.map(({ draft }) => draft.duration_ms), [0, undefined]);
});
