import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../events/event.ts";
import { fromClaudeHook } from "../adapters.ts";
import { gitOperation } from "./git.ts";
import { commandsOf } from "./shell.ts";
import { testCounts, testRunner } from "./tests.ts";

const CONTEXT = { received: 1_800_000_000_000 };

function derivedFrom(tool: string, given: JsonObject, response: JsonObject = {}): string[] {
  const events = fromClaudeHook({
    session_id: "s",
    cwd: "/home/dev/shop",
    hook_event_name: "PostToolUse",
    tool_name: tool,
    tool_use_id: "toolu_1",
    tool_input: given,
    tool_response: response,
  }, CONTEXT);
  return events.slice(1).map(({ draft }) =>
    `${draft.type} ${draft.status ?? "-"}: ${draft.summary}`
  );
}

Deno.test("fromClaudeHook() tells of files that a tool changed", () => {
  const file_path = "/home/dev/shop/lib/a.ts";
  assertEquals(derivedFrom("Edit", { file_path }), ["file.change -: File modified: lib/a.ts"]);
  assertEquals(derivedFrom("Write", { file_path }, { type: "create" }), [
    "file.change -: File created: lib/a.ts",
  ]);
  assertEquals(derivedFrom("NotebookEdit", { notebook_path: "/n.ipynb" }), [
    "file.change -: File modified: /n.ipynb",
  ]);
  assertEquals(derivedFrom("Edit", { file_path }, { success: false }), []);
  assertEquals(derivedFrom("Read", { file_path }), []);
});

Deno.test("fromClaudeHook() tells of git operations and test runs of a command", () => {
  const command =
    'npm test && git add -A && git commit -m "fix: cap the loop" && git -C x push origin';
  assertEquals(derivedFrom("Bash", { command }, { stdout: "Tests  2 failed | 10 passed (12)" }), [
    "git.operation ok: Git add",
    "git.operation ok: Git commit: fix: cap the loop",
    "git.operation ok: Git push: origin",
    "test.result error: Tests (npm): 10 passed, 2 failed",
  ]);
  assertEquals(derivedFrom("Bash", { command: "pytest -q" }, { stdout: "5 passed in 0.1s" }), [
    "test.result ok: Tests (pytest): 5 passed",
  ]);
  assertEquals(derivedFrom("Bash", { command: "git status && git diff" }), []);
});

Deno.test("fromClaudeHook() gives what follows from a tool use identities of its own", () => {
  const events = fromClaudeHook({
    hook_event_name: "PostToolUse",
    tool_name: "Bash",
    tool_use_id: "toolu_1",
    tool_input: { command: "git add a && git add b" },
  }, { ...CONTEXT, body: "b" });
  assertEquals(events.map(({ key, once, body }) => [key, once, body]), [
    [undefined, true, "b"],
    ["tool use toolu_1  git.operation 0", undefined, "b 0"],
    ["tool use toolu_1  git.operation 1", undefined, "b 1"],
  ]);
});

Deno.test("commandsOf() takes a shell line apart", () => {
  assertEquals(
    commandsOf("cd /x && A=1 sudo -E npm test 2>&1 | tee 'a b'; git commit -m \"x; y\""),
    [
      ["cd", "/x"],
      ["npm", "test", "2>"],
      ["1"],
      ["tee", "a b"],
      ["git", "commit", "-m", "x; y"],
    ],
  );
  assertEquals(commandsOf(""), []);
  assertEquals(commandsOf("'unclosed"), [["unclosed"]]);
});

Deno.test("gitOperation() knows what changes a repository", () => {
  const of = (line: string) => gitOperation(line.split(" "));
  assertEquals(of("git commit -am fix"), { operation: "commit", detail: "fix" });
  assertEquals(of("git -c a=b --no-pager merge main"), { operation: "merge", detail: "main" });
  assertEquals(of("/usr/bin/git push"), { operation: "push" });
  for (const line of ["git", "git log", "git --version", "gitk", "echo git commit"]) {
    assertEquals(of(line), undefined, line);
  }
});

Deno.test("testRunner() knows who runs tests", () => {
  const of = (line: string) => testRunner(line.split(" "));
  const yes = [
    "npm test",
    "npm run test:unit",
    "npm t",
    "pnpm test",
    "yarn test",
    "bun test",
    "deno test -A",
    "deno task test",
    "cargo test",
    "cargo nextest run",
    "go test ./...",
    "./gradlew test",
    "make check",
    "python3 -m pytest -q",
    "pytest",
    "node_modules/.bin/vitest run",
    "node --test",
    "dotnet test",
  ];
  for (const line of yes) assertEquals(of(line) !== undefined, true, line);
  const no = [
    "npm install",
    "npm run build",
    "deno run test.ts",
    "cargo build",
    "go build",
    "node test.js",
    "python3 test.py",
    "cat pytest",
    "npm",
    "yarn",
    "make",
    "echo test",
  ];
  for (const line of no) assertEquals(of(line), undefined, line);
});

Deno.test("testCounts() reads what runners print", () => {
  const prints:
    readonly (readonly [text: string, passed: number | undefined, failed: number | undefined])[] = [
      ["Test Files  1 failed | 3 passed (4)\n     Tests  2 failed | 40 passed (42)", 40, 2],
      ["Tests:       1 failed, 2 skipped, 12 passed, 15 total", 12, 1],
      ["ok | 375 passed | 0 failed (1s)", 375, 0],
      ["test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured", 12, 0],
      ["=== 3 failed, 5 passed in 0.12s ===", 5, 3],
      ["  12 passing (30ms)\n  1 failing", 12, 1],
      ["# tests 3\n# pass 2\n# fail 1", 2, 1],
      ["10 examples, 2 failures", undefined, 2],
      ["\u001b[32m7 passed\u001b[0m", 7, undefined],
      ["nothing here", undefined, undefined],
    ];
  for (const [text, passed, failed] of prints) {
    const counts = testCounts(text);
    assertEquals([counts.passed, counts.failed], [passed, failed], text);
  }
});
