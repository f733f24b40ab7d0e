import { assertEquals } from "@std/assert";
import type { JsonObject } from "../event.ts";
import { summarise } from "./summary.ts";

function says(type: string, payload: JsonObject, tool?: string): string {
  return summarise({ type, tool, project: "/home/dev/shop", payload });
}

Deno.test("summarise() says of a finished agent only what is news", () => {
  for (const reason of ["finished", "completed", "unknown"]) {
    assertEquals(says("agent.stop", { agent_type: "qa", reason }), "qa finished");
  }
  assertEquals(says("agent.stop", { agent_type: "qa", reason: "limit" }), "qa finished: limit");
});

Deno.test("summarise() says that an agent failed by its flag or its reason", () => {
  assertEquals(says("agent.stop", { agent_type: "qa", reason: "timeout" }), "qa failed: timeout");
  assertEquals(
    says("agent.stop", { agent_type: "qa", reason: "x", is_error_termination: true }),
    "qa failed: x",
  );
});

Deno.test("summarise() tells a turn that the person ended from one that finished", () => {
  assertEquals(says("turn.stop", { reason: "user_cancel" }), "Turn cancelled");
  assertEquals(says("turn.stop", { reason: "completed" }), "Turn finished");
});

Deno.test("summarise() says that a command was interrupted", () => {
  const payload = { tool_input: { command: "make" }, tool_response: { interrupted: true } };
  assertEquals(says("tool.post", payload, "Bash"), "Bash: make failed: interrupted");
});

Deno.test("summarise() shows the answer to a question", () => {
  const asked = { tool_input: { questions: [{ question: "Which DB?" }] } };
  assertEquals(says("tool.pre", asked, "AskUserQuestion"), "Ask: Which DB?");
  const answered = { ...asked, tool_response: { answers: { "Which DB?": "SQLite" } } };
  assertEquals(says("tool.post", answered, "AskUserQuestion"), "Ask: Which DB? SQLite");
});

Deno.test("summarise() names the project's own folder", () => {
  const payload = { tool_input: { path: "/home/dev/shop/" } };
  assertEquals(says("tool.pre", payload, "LS"), "List .");
});

Deno.test("summarise() shows what a skill is called with", () => {
  const payload = { tool_input: { skill: "mpm-monitor", args: "status" } };
  assertEquals(says("tool.pre", payload, "Skill"), "Skill: mpm-monitor status");
});

Deno.test("summarise() says that a list of todos is empty", () => {
  assertEquals(says("todo.update", { todos: [] }), "No todos");
});

Deno.test("summarise() turns types that nobody knows into words", () => {
  assertEquals(says("code.analysis.start", {}), "Code analysis start");
  assertEquals(says("code.file.complete", { name: "a.py" }), "Code file complete: a.py");
});

Deno.test("summarise() never says zero for tokens that are not known", () => {
  const payload = { input_tokens: -5, output_tokens: null };
  assertEquals(says("usage.tokens", payload), "Tokens: ? in, ? out");
});

Deno.test("summarise() names a tool of an MCP server, and leaves a name that is only half of one", () => {
  assertEquals(
    says("tool.pre", {}, "mcp__github__create_issue").includes("github create_issue"),
    true,
  );
  assertEquals(says("tool.pre", {}, "mcp__github").includes("mcp__github"), true);
});
