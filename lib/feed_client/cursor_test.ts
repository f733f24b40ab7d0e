import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../events/event.ts";
import { Cursor } from "./cursor.ts";

function batch(...ids: number[]) {
  const events = ids.map((id) => ({ id }) as CanonicalEvent);
  return { events, last: ids.at(-1) ?? 0 };
}

function taken(cursor: Cursor, ...ids: number[]): number[] {
  return cursor.take(batch(...ids)).map(({ id }) => id);
}

Deno.test("Cursor gives each event once, however often it is sent", () => {
  const cursor = new Cursor(2);
  assertEquals(taken(cursor, 1, 2, 3), [3]);
  assertEquals(taken(cursor, 3, 4), [4]);
  assertEquals(taken(cursor, 1), []);
  assertEquals(cursor.last, 4);
});

Deno.test("Cursor goes on behind what did not match", () => {
  const cursor = new Cursor(0);
  cursor.take({ events: [], last: 70 });
  assertEquals(cursor.request("x"), { after: 70, q: "x" });
});

Deno.test("Cursor without an id asks for live events, and resumes from where they began", () => {
  const cursor = new Cursor();
  assertEquals(cursor.request(), {});
  assertEquals(cursor.accept({ ok: true, store: "A", last: 9 }), true);
  assertEquals(cursor.request(), { after: 9, store: "A" });
});

Deno.test("Cursor knows another store when it meets one, and keeps its own", () => {
  const cursor = new Cursor(5, "A");
  assertEquals(cursor.accept({ ok: true, store: "B", last: 1 }), false);
  assertEquals(cursor.request(), { after: 5, store: "A" });
});
