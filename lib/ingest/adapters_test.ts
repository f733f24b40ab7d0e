import { assertEquals } from "@std/assert";
import type { JsonObject } from "../events/event.ts";
import type { NewEvent } from "../events/new_event.ts";
import { fromClaudeHook, fromEventsApi, fromSocket } from "./adapters.ts";
import type { IngestContext } from "./ingest_context.ts";

interface Case {
  readonly note: string;
  readonly way: "events" | "hook" | "socket";
  readonly name?: string;
  readonly body: JsonObject;
  /** Fields that the event must have; null for those that it must not. */
  readonly expect: JsonObject;
}

const CONTEXT: IngestContext = { received: 1_800_000_000_000 };

function understood({ way, name, body }: Case): NewEvent | undefined {
  switch (way) {
    case "events":
      return fromEventsApi(body, CONTEXT)[0];
    case "hook":
      return fromClaudeHook(body, CONTEXT)[0];
    case "socket":
      return fromSocket(name ?? "", body, CONTEXT)[0];
  }
}

const fixture = new URL("../../tests/fixtures/events/understood.ndjson", import.meta.url);
const lines = Deno.readTextFileSync(fixture).trim().split("\n");

for (const line of lines) {
  // Our own file, in the shape that it is written in.
  const given = JSON.parse(line) as Case;
  Deno.test(`${given.way}: ${given.note}`, () => {
    const draft: Readonly<Record<string, unknown>> = { ...understood(given)?.draft };
    const seen = Object.fromEntries(
      Object.keys(given.expect).map((key) => [key, draft[key] ?? null]),
    );
    assertEquals(seen, given.expect);
    assertEquals(draft.received, CONTEXT.received);
    if (given.expect.ts === undefined && given.way === "hook") {
      assertEquals(draft.ts, CONTEXT.received);
    }
  });
}

Deno.test("fromEventsApi() takes the key of the header before that of the body", () => {
  const body = { type: "x.y", key: "mine" };
  assertEquals(fromEventsApi(body, CONTEXT)[0]?.key, "mine");
  assertEquals(fromEventsApi(body, { ...CONTEXT, key: "header" })[0]?.key, "header");
});

Deno.test("fromClaudeHook() marks what a tool use id identifies", () => {
  const body = { hook_event_name: "PreToolUse", tool_name: "Bash" };
  assertEquals(fromClaudeHook({ ...body, tool_use_id: "toolu_1" }, CONTEXT)[0]?.once, true);
  assertEquals(fromClaudeHook(body, CONTEXT)[0]?.once, undefined);
});

Deno.test("fromClaudeHook() joins a prompt to its end and to telemetry by the prompt's id", () => {
  const of = (hook_event_name: string, given: JsonObject = {}) =>
    fromClaudeHook({ hook_event_name, prompt_id: "p-1", ...given }, CONTEXT)[0]?.draft.correlation;
  assertEquals(of("UserPromptSubmit", { prompt: "fix it" }), "p-1");
  assertEquals(of("Stop"), "p-1");
  assertEquals(of("PermissionRequest", { tool_name: "Bash" }), undefined);
  assertEquals(of("PreToolUse", { tool_name: "Bash", tool_use_id: "toolu_1" }), "toolu_1");
});

Deno.test("fromEventsApi() understands an object with the names of built-in properties", () => {
  const body = JSON.parse('{"__proto__":{"type":"x"},"toString":1,"type":"constructor"}');
  assertEquals(fromEventsApi(body, CONTEXT)[0]?.draft.type, "constructor");
});

Deno.test("fromEventsApi() takes a duration of nothing as it is, and none below it", () => {
  const read = (fields: JsonObject) => {
    const body = { id: 7, ts: 1, received: 1, source: "x", type: "tool.post", data: {}, ...fields };
    return fromEventsApi(body, CONTEXT)[0]?.draft;
  };
  assertEquals(read({ duration_ms: 0 })?.duration_ms, 0);
  assertEquals(read({ duration_ms: -1 })?.duration_ms, undefined);
  assertEquals(read({ status: "error" })?.status, "error");
  assertEquals(read({ data: { is_error: true } })?.status, "error", "as its data says");
  assertEquals(read({ data: { is_error: true }, status: "ok" })?.status, "ok");
});
