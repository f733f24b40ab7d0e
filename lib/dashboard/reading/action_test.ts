import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../events/event.ts";
import { actionOf } from "./action.ts";
import { payloadOf } from "./payload.ts";

const PROJECT = "/home/dev/shop";

function words(tool: string, input: JsonObject): string {
  const { verb, object } = actionOf(tool, payloadOf([input]), PROJECT);
  return `${verb} ${object}`.trim();
}

Deno.test("actionOf() says what a call does in a person's words", () => {
  const cases: [string, JsonObject, string][] = [
    ["Edit", { file_path: `${PROJECT}/lib/a.ts` }, "Edit lib/a.ts"],
    ["Read", { file_path: "/etc/hosts" }, "Read /etc/hosts"],
    ["Bash", { command: "npm test\n  -- --run" }, "Run npm test -- --run"],
    ["Grep", { pattern: "TODO", path: `${PROJECT}/src` }, "Search for TODO  in src"],
    ["Task", { subagent_type: "qa", description: "Check it" }, "Hand to qa Check it"],
    ["AskUserQuestion", { questions: [{ question: "Which?" }] }, "Ask Which?"],
    ["mcp__github__create_issue", { title: "Flaky" }, "github: create issue Flaky"],
    ["SomethingNew", {}, "SomethingNew"],
    ["TodoWrite", {}, "Plan to-do list"],
  ];
  for (const [tool, input, expected] of cases) assertEquals(words(tool, input), expected);
});

Deno.test("actionOf() tells a to-do list by its progress", () => {
  const todos = [
    { content: "a", status: "completed" },
    { content: "write\nschema", status: "in_progress" },
  ];
  assertEquals(words("TodoWrite", { todos }), "Plan 1 of 2 tasks done · write schema");
});
