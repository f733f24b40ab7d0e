import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { makeTmux, type Terminal } from "../support/terminal/tmux.ts";
import { until } from "../support/until.ts";
import { serversOf } from "./status_json.ts";

/** A Claude Code that says its version, and notes nothing else. */
async function addClaude({ folder }: Sandbox): Promise<void> {
  const bin = join(folder, ".local", "bin");
  await Deno.mkdir(bin, { recursive: true });
  await Deno.mkdir(join(folder, ".claude"));
  await Deno.writeTextFile(join(bin, "claude"), '#!/bin/sh\necho "2.1.332 (Claude Code)"\n', {
    mode: 0o755,
  });
}

/** `null` where there is none. */
function settingsOf({ folder }: Sandbox): Promise<string | null> {
  return Deno.readTextFile(join(folder, ".claude", "settings.json")).catch(() => null);
}

function sees(terminal: Terminal, pattern: RegExp) {
  return until(
    `${pattern} in the terminal`,
    async () => pattern.exec((await terminal.read())?.join("\n") ?? ""),
  );
}

Deno.test("setup --yes starts a server and connects Claude Code, once", async () => {
  await using sandbox = await makeSandbox();
  await addClaude(sandbox);
  const first = await sandbox.run(["--yes"], { env: { DISPLAY: undefined } });
  assertEquals(first.code, 0, first.stderr);
  assertStringIncludes(first.stdout, "Server started successfully");
  assertStringIncludes(first.stdout, `Claude Code is connected to port ${sandbox.range.first}`);
  assertMatch(await settingsOf(sandbox) ?? "", /hooks/);
  const again = await sandbox.run(["setup", "--yes", "--json"]);
  assertEquals(again.code, 0, again.stderr);
  const { start, integrate, open } = JSON.parse(again.stdout);
  assertEquals([start.started, integrate, open.opened], [false, undefined, false]);
});

Deno.test("settings of Claude Code that are broken keep nobody from a server", async () => {
  await using sandbox = await makeSandbox();
  await addClaude(sandbox);
  await Deno.writeTextFile(join(sandbox.folder, ".claude", "settings.json"), "{ broken");
  const { code, stderr } = await sandbox.run(["--yes"]);
  assertEquals(code, 0, stderr);
  assertStringIncludes(stderr, "Claude Code cannot be connected as it is.");
  assertEquals(await settingsOf(sandbox), "{ broken");
  assertEquals((await serversOf(sandbox)).length, 1);
});

Deno.test("without a terminal nobody is asked, and nothing is changed", async () => {
  await using sandbox = await makeSandbox();
  await addClaude(sandbox);
  const status = await sandbox.run([]);
  assertEquals(status.code, 3);
  assertStringIncludes(status.stdout, "No server is running");
  const setup = await sandbox.run(["setup"]);
  assertEquals(setup.code, 2);
  assertStringIncludes(setup.stderr, "setup --yes");
  assertEquals([await settingsOf(sandbox), await serversOf(sandbox)], [null, []]);
});

testWithPackages(["tmux"], "on a terminal, only a yes changes anything", async () => {
  await using sandbox = await makeSandbox();
  await addClaude(sandbox);
  await using tmux = makeTmux(sandbox.folder);
  const open = (name: string) =>
    tmux.open(name, {
      command: [
        "sh",
        "-c",
        'trap : INT; "$@"; echo "ended with $?"; exec sleep 600',
        "sh",
        ...sandbox.program,
      ],
      folder: sandbox.folder,
      env: { ...sandbox.env, TERM: "xterm" },
    });
  const isUntouched = async () => [await settingsOf(sandbox), await serversOf(sandbox)];

  const left = await open("left");
  await sees(left, /Start a server, and open its page\? \[Y\/n\]/);
  await left.press("C-d");
  await sees(left, /Nothing was changed\.[\s\S]*ended with 1/);
  assertEquals(await isUntouched(), [null, []]);

  const late = await open("late");
  await sees(late, /Start a server/);
  await late.press("Enter");
  await sees(late, /Connect Claude Code 2\.1\.332\? .*\[y\/N\]/s);
  await late.press("C-c");
  await sees(late, /Nothing was changed\.[\s\S]*ended with 1/);
  assertEquals(await isUntouched(), [null, []]);

  const refused = await open("refused");
  await sees(refused, /Start a server/);
  await refused.type("n");
  await refused.press("Enter");
  await sees(refused, /Nothing was changed\.[\s\S]*ended with 0/);
  assertEquals(await isUntouched(), [null, []]);

  const half = await open("half");
  await sees(half, /Start a server/);
  await half.press("Enter");
  await sees(half, /Connect Claude Code/);
  await half.press("Enter");
  await sees(half, /To connect Claude Code: mpm-monitor integrate[\s\S]*ended with 0/);
  assertEquals(await settingsOf(sandbox), null);
  assertEquals((await serversOf(sandbox)).length, 1);

  const shown = await open("shown");
  await sees(shown, /Active Servers: 1[\s\S]*ended with 0/);
});
