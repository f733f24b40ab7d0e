import { assertEquals } from "@std/assert";
import { questionOf } from "./question_of.ts";

Deno.test("questionOf() says what a permission is asked for", () => {
  const tool_input = { command: "npm test\n  --all" };
  assertEquals(questionOf("permission.ask", { tool_input }, "Bash"), "Allow Bash: npm test --all");
  assertEquals(questionOf("permission.ask", {}, "Bash"), "Allow Bash?");
  assertEquals(questionOf("permission.ask", { message: "Really?" }, null), "Really?");
  assertEquals(questionOf("permission.ask", {}, null), "Asks for permission");
});

Deno.test("questionOf() says what a person is asked", () => {
  assertEquals(questionOf("input.ask", { title: "PIN" }, null), "PIN");
  assertEquals(questionOf("input.ask", {}, null), "Asks for input");
  const asked = (questions: readonly (Record<string, string> | string)[], tool: string | null) =>
    questionOf("tool.start", { tool_input: { questions: [...questions] } }, tool);
  assertEquals(asked([{ question: "Which?" }, { question: "No" }], "AskUserQuestion"), "Which?");
  assertEquals(asked([{ header: "Colour" }], "AskUserQuestion"), "Colour");
  assertEquals(asked(["Which?"], "AskUserQuestion"), "Asks a question");
  assertEquals(asked([], "ExitPlanMode"), "Approve the plan?");
  assertEquals(asked([{ question: "Which?" }], "Bash"), null);
  assertEquals(asked([{ question: "Which?" }], null), null);
  assertEquals(questionOf("tool.end", { message: "Which?" }, "AskUserQuestion"), null);
});
