import { assertEquals } from "@std/assert";
import { compareShapes, makeShapeGatherer } from "./shape.ts";

Deno.test("a shape has names and types, and no values", () => {
  const gatherer = makeShapeGatherer();
  gatherer.add("hook Stop", { cwd: "/home/dev", effort: { level: "high" }, tool_input: { a: 1 } });
  gatherer.add("hook Stop", { tasks: [{ id: "1" }, { id: "2", cost: null }] });
  assertEquals(gatherer.shape("1.0.0", ["Stop", "PreToolUse"]), {
    version: "1.0.0",
    kinds: ["PreToolUse", "Stop"],
    fields: {
      "hook Stop": [
        "cwd: string",
        "effort.level: string",
        "tasks[].cost: null",
        "tasks[].id: string",
        "tool_input: …",
      ],
    },
  });
});

Deno.test("compareShapes() tells what is new and what is gone", () => {
  const older = { version: "1", kinds: ["Stop"], fields: { a: ["x: string"], b: ["y: string"] } };
  const newer = { version: "2", kinds: ["Stop", "New"], fields: { a: ["x: number"] } };
  assertEquals(compareShapes(older, newer), [
    "+ kind of hook: New",
    "- a: x: string",
    "+ a: x: number",
    "- b: y: string",
  ]);
  assertEquals(compareShapes(older, older), []);
});
