/**
 * Replays the recordings of real emitters, where they lie beside the repository, and compares what
 * we make of them with what a person reads in them.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { EventDraft, JsonObject } from "../../lib/events/event.ts";
import { describeType } from "../../lib/events/types.ts";
import { isJsonObject, objectIn, textIn } from "../../lib/events/json.ts";
import { fromClaudeHook, fromEventsApi, fromSocket } from "../../lib/ingest/adapters.ts";
import { findSharedFixtures, testWithRecordings } from "../support/shared.ts";

const CONTEXT = { received: 1_800_000_000_000 };

async function textOf(name: string): Promise<string> {
  return await Deno.readTextFile(`${findSharedFixtures("claude-mpm")}/${name}`);
}

async function lines(name: string): Promise<readonly JsonObject[]> {
  const text = await textOf(name);
  return text.trim().split("\n").map((line) => JSON.parse(line));
}

function bodyOf(line: JsonObject): JsonObject {
  const body = JSON.parse(textIn(line, "raw") ?? "null");
  assert(isJsonObject(body));
  return body;
}

function only(events: readonly { readonly draft: EventDraft }[]): EventDraft {
  const [first] = events;
  assert(first !== undefined);
  return first.draft;
}

function replay(name: string, work: () => Promise<void>) {
  testWithRecordings("claude-mpm", `replay: ${name}`, work);
}

for (
  const name of ["http-python-hook", "http-fast-hook", "http-older-releases", "http-sdk-emitter"]
) {
  replay(`${name} becomes events of types that we know`, async () => {
    for (const line of await lines(`${name}.ndjson`)) {
      const body = bodyOf(line);
      const wrapped = objectIn(body, "data");
      const payload = isJsonObject(wrapped.data) ? wrapped.data : wrapped;
      const draft = only(fromEventsApi(body, CONTEXT));
      const note = `${line.id}`;
      assert(describeType(draft.type) !== undefined, `${note}: ${draft.type}`);
      assertEquals(draft.source, "claude-mpm", note);
      assertNotEquals(draft.ts, draft.received, note);
      assertEquals(draft.session ?? "", textIn(payload, "session_id") ?? "", note);
      assertEquals(draft.tool, textIn(payload, "tool_name"), note);
      assertEquals(draft.project, textIn(payload, "cwd", "working_directory"), note);
      assertEquals(draft.data, payload, note);
      assert(draft.summary !== "" && !draft.summary.includes("\n"), note);
    }
  });
}

replay("Claude Code's own input and the bash hook's copy of it mean the same", async () => {
  const raw = new Map<string, EventDraft>();
  for (const line of await lines("hook-stdin.ndjson")) {
    const draft = only(fromClaudeHook(line, CONTEXT));
    assertEquals(draft.source, "claude-code");
    assertEquals(draft.data, line);
    raw.set(JSON.stringify(line), draft);
  }
  for (const line of await lines("http-fast-hook.ndjson")) {
    const copy = only(fromEventsApi(bodyOf(line), CONTEXT));
    const original = raw.get(JSON.stringify(copy.data));
    if (original === undefined) continue;
    assertEquals({ ...copy, ts: original.ts, source: original.source }, original, `${line.id}`);
  }
});

replay("socketio-emits: every argument becomes an event", async () => {
  for (const line of await lines("socketio-emits.ndjson")) {
    const [argument] = Array.isArray(line.args) ? line.args : [];
    if (!isJsonObject(argument)) continue;
    const draft = only(fromSocket(`${line.event}`, argument, CONTEXT));
    assertEquals(draft.source, "claude-mpm", `${line.id}`);
    assertNotEquals(draft.type, "event", `${line.id}`);
    assertNotEquals(draft.summary, "", `${line.id}`);
  }
});

replay("edge: no JSON object is refused", async () => {
  for await (const { name } of Deno.readDir(`${findSharedFixtures("claude-mpm")}/edge`)) {
    const line = parsed(await textOf(`edge/${name}`));
    assert(isJsonObject(line), name);
    const body = parsed(textIn(line, "raw") ?? "");
    if (isJsonObject(body)) assertNotEquals(only(fromEventsApi(body, CONTEXT)).summary, "", name);
  }
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
