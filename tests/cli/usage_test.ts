import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { VERSION } from "../../lib/version.ts";

/** Command lines that are wrong, and what the person is told. */
const WRONG: readonly (readonly [string, readonly string[]])[] = [
  ["strat", ['Unknown command "strat"', "'mpm-monitor start'"]],
  ["start --prot 1", ['Unknown option "--prot"', "--port"]],
  ["start --port", ["Option --port needs a value"]],
  ["start --port abc", ['Invalid port "abc" for --port', "1 to 65535"]],
  ["start --port 0", ['Invalid port "0"']],
  ["start --background --foreground", ["--background and --foreground exclude each other"]],
  ["start --dashboard --no-dashboard", ["--dashboard and --no-dashboard exclude each other"]],
  ["start --port 9000 --dashboard-port 9000", ["name the same port"]],
  ["start now", ['Unexpected argument "now"']],
  ["port", ['Command "port" needs <PORT>']],
  ["logs -f --json", ["--follow and --json exclude each other"]],
];

for (const [line, expected] of WRONG) {
  Deno.test(`"${line}" is wrong usage, and says why`, async () => {
    await using sandbox = await makeSandbox();
    const { code, stdout, stderr } = await sandbox.run(line.split(" "));
    assertEquals(code, 2);
    if (!line.includes("--json")) {
      assertEquals(stdout, "");
      for (const words of expected) assertStringIncludes(stderr, words);
      assert(stderr.includes("Suggestion: "), stderr);
    }
  });
}

Deno.test("errors are one JSON document on standard error with --json", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["stop", "--port", "9", "--json"]);
  assertEquals(code, 3);
  assertEquals(stdout, "");
  assertEquals(JSON.parse(stderr), {
    error: {
      code: "not_running",
      message: "Server on port 9 is not running",
      hint: "Use 'mpm-monitor start' to start the server",
    },
  });
});

Deno.test("suggestions keep the slash inside Claude Code", async () => {
  await using sandbox = await makeSandbox();
  const { stderr } = await sandbox.run(["stop", "--port", "9"], { env: { CLAUDECODE: "1" } });
  assertStringIncludes(stderr, "Suggestion: Use '/mpm-monitor start' to start the server");
});

Deno.test("--version and --help work everywhere, with a leading monitor too", async () => {
  await using sandbox = await makeSandbox();
  const version = await sandbox.run(["--version"]);
  assertEquals([version.code, version.stdout], [0, `mpm-monitor ${VERSION}\n`]);
  const help = await sandbox.run(["monitor", "--help"]);
  assertEquals(help.code, 0);
  for (const name of ["start", "stop", "restart", "status", "port <PORT>", "logs", "doctor"]) {
    assertStringIncludes(help.stdout, `  ${name} `);
  }
  assert(!help.stdout.includes("__serve"));
  const start = await sandbox.run(["monitor", "start", "--help"]);
  assertStringIncludes(start.stdout, "Usage: mpm-monitor start [options]");
  assertStringIncludes(start.stdout, "--dashboard-port PORT");
});

Deno.test("output carries no colors into a pipe", async () => {
  await using sandbox = await makeSandbox();
  const { stdout, stderr } = await sandbox.run(["stop", "--port", "9"]);
  assert(!(stdout + stderr).includes("\x1b"));
});

Deno.test("send --json is its own option, and does not turn the output into JSON", async () => {
  await using sandbox = await makeSandbox();
  const { code, stderr } = await sandbox.run(["send", "--json", '{"type":"x"}']);
  assertEquals(code, 3);
  assertStringIncludes(stderr, "Error: No server is running\n");
});
