import { assertEquals } from "@std/assert";
import { REPOSITORY, testWithRecordings } from "../../tests/support/shared.ts";
import { classifyProcess } from "./classify.ts";

interface Case {
  readonly command: string;
  readonly cwd: string | null;
  readonly class: string;
}

Deno.test("classifyProcess() spares all but Claude MPM's own debug scripts", async () => {
  await checkAll(`${REPOSITORY}/tests/fixtures/processes.ndjson`);
});

testWithRecordings(
  "processes.ndjson",
  "classifyProcess() agrees with the recordings beside this checkout",
  checkAll,
);

Deno.test("classifyProcess() takes arguments with spaces as they are", () => {
  const argv = ["python3", "/home/ann/my work/claude-mpm/scripts/debug_x.py"];
  assertEquals(classifyProcess({ argv, cwd: "/" }), "debug-script");
});

Deno.test("classifyProcess() understands Windows paths", () => {
  const argv = ["C:\\Python\\python.exe", "C:\\src\\claude-mpm\\scripts\\debug_x.py"];
  assertEquals(classifyProcess({ argv, cwd: null }), "debug-script");
});

async function checkAll(path: string): Promise<void> {
  const lines = (await Deno.readTextFile(path)).trim().split("\n");
  const cases = lines.map((line): Case => JSON.parse(line));
  const seen = cases.map(({ command, cwd }) => ({
    command,
    class: classifyProcess({ argv: command.split(" "), cwd }),
  }));
  assertEquals(seen, cases.map(({ command, class: expected }) => ({ command, class: expected })));
}
