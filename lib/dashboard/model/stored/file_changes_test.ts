import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../../events/event.ts";
import { sample } from "../../rows/_sample.ts";
import { changedFiles, TOGETHER } from "./file_changes.ts";

const NOW = 100 * 60_000;

function change(id: number, path: string, fields: Partial<CanonicalEvent> = {}): CanonicalEvent {
  return sample(id, {
    type: "file.change",
    received: NOW - 60_000,
    data: { file_path: path },
    ...fields,
  });
}

const shared = (...events: readonly CanonicalEvent[]) =>
  changedFiles(events, (session) => session !== "over", NOW)
    .map(({ path, shared }) => [path, shared.map(({ id }) => id)]);

Deno.test("changedFiles() gathers changes by file, the latest first", () => {
  const files = changedFiles(
    [change(5, "b"), change(4, "a"), change(3, "b"), sample(2), change(1, "constructor")],
    () => true,
    NOW,
  );
  assertEquals(files.map(({ path, changes }) => [path, changes.map(({ id }) => id)]), [
    ["b", [5, 3]],
    ["a", [4]],
    ["constructor", [1]],
  ]);
});

Deno.test("changedFiles() reads a call of a tool as well", () => {
  const call = sample(1, { tool: "Edit", data: { tool_input: { file_path: "c" } } });
  assertEquals(changedFiles([call], () => true, NOW).map(({ path }) => path), ["c"]);
});

Deno.test("changedFiles() points out two who work on one file, be it in one session", () => {
  assertEquals(shared(change(2, "a", { session: "s2" }), change(1, "a")), [["a", [2, 1]]]);
  assertEquals(shared(change(2, "a", { agent: "helper" }), change(1, "a")), [["a", [2, 1]]]);
  assertEquals(
    shared(change(3, "a", { session: "s2" }), change(2, "a", { session: "s2" }), change(1, "a")),
    [["a", [3, 1]]],
  );
});

Deno.test("changedFiles() does not warn of one alone, of what ended, or of what was long ago", () => {
  assertEquals(shared(change(2, "a"), change(1, "a")), [["a", []]]);
  assertEquals(shared(change(2, "a", { session: "over" }), change(1, "a")), [["a", []]]);
  const old = { session: "s2", received: NOW - TOGETHER - 1 };
  assertEquals(shared(change(2, "a"), change(1, "a", old)), [["a", []]]);
  assertEquals(shared(change(2, "a"), change(1, "b", { session: "s2" })), [["a", []], ["b", []]]);
});
