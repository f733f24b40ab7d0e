import { assertEquals } from "@std/assert";
import { questionsOf } from "./questions.ts";

Deno.test("questionsOf() reads questions with their answers, and skips what has none of that shape", () => {
  assertEquals(
    questionsOf([
      {
        question: "Which store?",
        header: "Store",
        multiSelect: true,
        options: [{ label: "SQLite", description: "One file" }, "PostgreSQL", { label: 3 }, null],
      },
      { question: "Free text?" },
      { header: "No question" },
      "words",
    ]),
    [
      {
        header: "Store",
        text: "Which store?",
        severalAllowed: true,
        options: [{ label: "SQLite", about: "One file" }, { label: "PostgreSQL", about: "" }],
      },
      { header: "", text: "Free text?", severalAllowed: false, options: [] },
    ],
  );
  assertEquals(questionsOf(undefined), []);
  assertEquals(questionsOf({ constructor: [] }), []);
});
