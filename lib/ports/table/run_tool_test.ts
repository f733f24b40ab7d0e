import { assertEquals } from "@std/assert";
import { outputOf, runTool } from "./run_tool.ts";

const ignore = Deno.build.os === "windows";

Deno.test({
  name: "runTool() gives what a tool prints, whatever its exit code, in plain English",
  ignore,
  async fn() {
    const run = await runTool("/bin/sh", ["-c", 'echo "$LC_ALL $TZ"; exit 3']);
    assertEquals(run, { kind: "output", text: "C UTC\n", code: 3 });
  },
});

Deno.test({
  name: "runTool() knows tools that are missing, and those that never end",
  ignore,
  async fn() {
    assertEquals(await runTool("no-such-tool-anywhere", []), { kind: "missing" });
    const endless = await runTool("/bin/sh", ["-c", "echo half; exec sleep 60"]);
    assertEquals(endless, { kind: "late" });
  },
});

Deno.test("outputOf() takes no output for an empty one", async () => {
  const late = () => Promise.resolve({ kind: "late" } as const);
  assertEquals(await outputOf(late, "ps", []), "");
  const output = () => Promise.resolve({ kind: "output", text: "x", code: 1 } as const);
  assertEquals(await outputOf(output, "ps", []), "x");
});
