import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../../events/event.ts";
import { began, ended, sample } from "../../rows/_sample.ts";
import { EventLog } from "../../rows/event_log.ts";
import { touchedFiles, turnsOf, waitsOf, wholeText } from "./conversation.ts";

function rowsOf(...events: readonly CanonicalEvent[]) {
  const log = new EventLog(100);
  log.append(events);
  return log.rows;
}

const prompt = (id: number, text: string, change: Partial<CanonicalEvent> = {}) =>
  sample(id, { type: "prompt.submit", data: { prompt: text }, ...change });

Deno.test("turnsOf() begins a turn with each prompt of the person, and leaves housekeeping out", () => {
  const rows = rowsOf(
    sample(1, { type: "session.start" }),
    prompt(2, "First"),
    began(3, { correlation: "a" }),
    ended(4, { correlation: "a" }),
    sample(5, { type: "hook.execution" }),
    prompt(6, "For an agent", { agent: "helper" }),
    prompt(7, "Second"),
  );
  assertEquals(
    turnsOf(rows).map(({ prompt, steps }) => [prompt?.id, steps.map(({ id }) => id)]),
    [[undefined, [1]], [2, [3, 6]], [7, []]],
  );
  assertEquals(turnsOf([]), []);
});

Deno.test("touchedFiles() counts what was changed, the latest first, and nothing that failed", () => {
  const edit = (id: number, path: string, change: Partial<CanonicalEvent> = {}) =>
    ended(id, { tool: "Edit", data: { tool_input: { file_path: path } }, ...change });
  const events = [
    edit(1, "a.ts"),
    edit(2, "b.ts"),
    edit(3, "a.ts"),
    edit(4, "c.ts", { status: "error" }),
    ended(5, { data: { tool_input: { file_path: "read.ts" } }, tool: "Read" }),
    edit(6, "constructor"),
  ];
  const files = touchedFiles(rowsOf(...events), (id) => events.find((event) => event.id === id));
  assertEquals(files, [
    { path: "constructor", times: 1, last: 6 },
    { path: "a.ts", times: 2, last: 3 },
    { path: "b.ts", times: 1, last: 2 },
  ]);
});

Deno.test("waitsOf() counts each call that waited once, and what waits still until now", () => {
  const rows = rowsOf(
    began(1, { correlation: "a", data: { tool_input: { command: "x" } } }),
    sample(2, { type: "permission.request", tool: "Bash", data: { tool_input: { command: "x" } } }),
  );
  assertEquals(waitsOf(rows, 10_000), { times: 1, ms: 8_000 });
  assertEquals(waitsOf(rowsOf(began(1), ended(2)), 10_000), { times: 0, ms: 0 });
});

Deno.test("wholeText() is all of a prompt or an answer", () => {
  assertEquals(wholeText(prompt(1, "One\nTwo")), "One\nTwo");
  assertEquals(
    wholeText(sample(2, { type: "turn.stop", data: { last_assistant_message: "Done" } })),
    "Done",
  );
  assertEquals(wholeText(sample(3, { data: { message: { content: "Deep" } } })), "Deep");
  assertEquals(wholeText(sample(4)), undefined);
  assertEquals(wholeText(undefined), undefined);
});
