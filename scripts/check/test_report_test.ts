import { assertEquals } from "@std/assert";
import { closingLines, readTestReport } from "./test_report.ts";

const MIXED = `./a_test.ts => one ... ok (1ms)
./a_test.ts => a Python client connects (skipped: needs python3-socketio) ... ignored (0ms)
./b_test.ts => sees an event (skipped: needs chromium, jq) ... ignored (0ms)
./b_test.ts => judges (skipped: needs Claude Code 2.1.332) ... ignored (0ms)

FAILED | 12 passed (3 steps) | 3 failed (1 step) | 3 ignored (77ms)
`;

Deno.test("readTestReport() takes the counts from the runner's own summary", () => {
  const report = readTestReport(MIXED);
  assertEquals(report?.passed, 12);
  assertEquals(report?.failed, 3);
  assertEquals(report?.skipped, 3);
  assertEquals(report?.lacking, [
    { name: "a Python client connects", needs: "python3-socketio" },
    { name: "sees an event", needs: "chromium, jq" },
    { name: "judges", needs: "Claude Code 2.1.332" },
  ]);
});

Deno.test("readTestReport() reads a coloured summary without skipped tests", () => {
  const report = readTestReport(
    "\x1b[0m\x1b[32mok\x1b[0m | 4 passed | 0 failed \x1b[38;5;245m(21ms)\x1b[0m\n",
  );
  assertEquals(report, { passed: 4, failed: 0, skipped: 0, lacking: [] });
});

Deno.test("readTestReport() is null where no test was run", () => {
  assertEquals(readTestReport("error: No test modules found\n"), null);
});

Deno.test("closingLines() end with the plain counts", () => {
  const report = readTestReport(MIXED);
  assertEquals(report && closingLines(report), [
    "Skipped, since something that they need is missing:",
    "  a Python client connects: needs python3-socketio",
    "  sees an event: needs chromium, jq",
    "  judges: needs Claude Code 2.1.332",
    "On Debian: apt-get install chromium jq python3-socketio",
    "Claude Code: deno task claude:install",
    "",
    "12 passed, 3 failed, 3 skipped",
  ]);
});
