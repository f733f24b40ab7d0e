import { assert, assertEquals, assertMatch } from "@std/assert";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { readRecording, sendRecording } from "../support/recording.ts";
import { until } from "../support/until.ts";

/** A server that a real Claude Code has reported one prompt, "hello", with hooks and telemetry. */
async function reported(): Promise<Sandbox> {
  const sandbox = await makeSandbox();
  const { code, stderr } = await sandbox.run(["start"]);
  assertEquals(code, 0, stderr);
  const url = `http://127.0.0.1:${sandbox.range.first}`;
  await sendRecording(url, await readRecording("hello"));
  return sandbox;
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

Deno.test("one prompt is a few lines of history; --all and programs get everything", async () => {
  await using sandbox = await reported();
  const history = async (...args: string[]) => {
    const { code, stdout, stderr } = await sandbox.run(["history", "-n", "1000", ...args]);
    assertEquals(code, 0, stderr);
    return { lines: linesOf(stdout), stderr };
  };
  const quiet = await history();
  assert(quiet.lines.length <= 6, quiet.lines.join("\n"));
  const text = quiet.lines.join("\n");
  assertMatch(text, /Session started/);
  assertMatch(text, /Prompt: play:hello/);
  assertMatch(text, /Turn finished/);
  assertMatch(quiet.stderr, /--all/);
  const whole = (await history("--all")).lines.length;
  assert(whole > 45, `${whole}`);
  assertEquals((await history("--format", "json")).lines.length, whole);
  const { stdout } = await sandbox.run(["history", "-n", "1000", "--json"]);
  assertEquals(JSON.parse(stdout).events.length, whole);
});

Deno.test("history fills its lines with what it shows, and shows housekeeping that is asked for", async () => {
  await using sandbox = await reported();
  const history = async (...args: string[]) => {
    const { stdout } = await sandbox.run(["history", ...args]);
    return linesOf(stdout);
  };
  assertEquals((await history("-n", "2")).map((line) => /Prompt|Turn/.exec(line)?.[0]), [
    "Prompt",
    "Turn",
  ]);
  assertEquals((await history("-n", "40", "source:otel")).length, 40);
  assertEquals((await history("type:session.status")).length, 2);
  // What is left out is not asked for.
  assert((await history("-type:tool")).length <= 6);
  // Nothing but housekeeping has this text: then that is what there is to see.
  assert((await history("REDACTED")).length >= 1);
});

Deno.test("one prompt is a few lines of tail", async () => {
  await using sandbox = await reported();
  const follow = (...args: string[]) => {
    const child = sandbox.spawn(["tail", "--after", "0", ...args]);
    let text = "";
    const reading = (async () => {
      for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) text += part;
    })();
    const end = async () => {
      child.kill("SIGINT");
      await Promise.all([reading, child.stderr.cancel(), child.status]);
    };
    return { lines: () => linesOf(text), end };
  };
  const [quiet, all] = [follow(), follow("--all")];
  await until("all of it", () => all.lines().length > 45);
  await until("its end", () => quiet.lines().some((line) => line.includes("Turn finished")));
  await Promise.all([quiet.end(), all.end()]);
  assert(quiet.lines().length <= 6, quiet.lines().join("\n"));
});
