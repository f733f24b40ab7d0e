/** The commands that `integrate` writes, run by the shells that Claude Code runs them by. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { hooksFor } from "../../lib/integrate/hooks.ts";
import { teeCommand } from "../../lib/integrate/status_line.ts";
import { prepareSpool } from "../../lib/spool/prepare_spool.ts";
import { makeSandbox } from "../support/cli.ts";
import { makeTempHome } from "../support/home.ts";
import { startTestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const SHELLS = ["/bin/dash", "/bin/bash"];

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function runShell(
  shell: string,
  command: string,
  input: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = new Deno.Command(shell, {
    args: ["-c", command],
    env: { ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  // A command may end without reading its input.
  await writer.write(new TextEncoder().encode(input)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function sessionHook(program: readonly string[]): string {
  const kinds = ["SessionStart"];
  const hook = hooksFor({ host: "127.0.0.1", port: 8765, program, kinds }).get("SessionStart")
    ?.hooks[0];
  return hook?.type === "command" ? hook.command : "";
}

/**
 * A program that is at work until it finds a file `go` beside it, for half a minute at most, and
 * then writes down how it was called.
 */
async function recorder(folder: string, name: string): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await Deno.writeTextFile(
    path,
    `#!/bin/sh
here=$(dirname "$0")
: > "$here/started"
turns=600
while [ ! -e "$here/go" ] && [ $turns -gt 0 ]; do
  sleep 0.05
  turns=$((turns - 1))
done
{ printf '%s\\n' "$@"; cat; } > "$here/said.tmp"
mv "$here/said.tmp" "$here/said"
`,
    { mode: 0o755 },
  );
  return path;
}

for (const shell of SHELLS) {
  Deno.test(`the session start hook calls any program, and does not wait for it: ${shell}`, async () => {
    await using home = await makeTempHome();
    const names = ["plain", "with space", `quote's "and" $(more) \`x\` ; & é`];
    for (const name of names) {
      const folder = join(home.path, name);
      const path = await recorder(folder, "mpm-monitor");
      const input = JSON.stringify({ session_id: "s-1", hook_event_name: "SessionStart" });
      const state = join(folder, "state");
      // Without the script in the state folder, too.
      if (name !== "plain") await prepareSpool({ home: state }, 8765);
      const env = { MPM_MONITOR_HOME: state };
      const ran = await runShell(shell, sessionHook([path, "run", "two words"]), input, env);
      assertEquals(ran, { code: 0, stdout: "", stderr: "" });
      // It has answered while its program is at work.
      assertEquals(await Deno.stat(join(folder, "said")).catch(() => null), null);
      await Deno.writeTextFile(join(folder, "go"), "");
      const said = await until(
        "the program",
        () => Deno.readTextFile(join(folder, "said")).catch(() => undefined),
      );
      assertEquals(said, "run\ntwo words\nstart\n--ensure\n--quiet\n--port\n8765\n");
    }
  });

  Deno.test(`what the session start hook starts outlives the hook's process group: ${shell}`, async () => {
    await using home = await makeTempHome();
    const path = await recorder(home.path, "mpm-monitor");
    await prepareSpool({ home: join(home.path, "state") }, 8765);
    // A group of its own for the hook, which is ended as a whole while the program is at work.
    const started = `while [ ! -e '${home.path}/started' ]; do sleep 0.05; done`;
    const child = new Deno.Command("setsid", {
      args: [
        "--wait",
        shell,
        "-c",
        `( ${sessionHook([path])} ); ${started}; kill -TERM 0; sleep 60`,
      ],
      env: { MPM_MONITOR_HOME: join(home.path, "state") },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    await child.status;
    await Deno.writeTextFile(join(home.path, "go"), "");
    assertStringIncludes(
      await until(
        "the program",
        () => Deno.readTextFile(join(home.path, "said")).catch(() => undefined),
      ),
      "--ensure",
    );
  });

  Deno.test(`the tee leaves the person's own status line as it is: ${shell}`, async () => {
    await using server = await startTestServer();
    const port = Number(new URL(server.url).port);
    const line = { session_id: `it's "s" \\n $x \`y\` é`, cost: { total_cost_usd: 0.5 } };
    const input = JSON.stringify(line);
    const commands = ["cat", "cat >&2; exit 3", "printf 'a b\\n\\n'", "( broken", "exit 7 # done"];
    for (const own of commands) {
      const alone = await runShell(shell, own, input);
      const teed = await runShell(shell, teeCommand({ host: "127.0.0.1", port, own }), input);
      assertEquals([teed.code, teed.stdout], [alone.code, alone.stdout], own);
      // A shell names the line of an error that it finds.
      if (own !== "( broken") assertEquals(teed.stderr, alone.stderr);
    }
    assertEquals(await runShell(shell, teeCommand({ host: "127.0.0.1", port, own: null }), input), {
      code: 0,
      stdout: "",
      stderr: "",
    });
    await until("all status lines", async () => {
      const { events } = await server.store.page({ limit: 100 });
      const reported = events.filter(({ type }) => type === "session.status");
      // Byte-equal bodies within half a second are one event.
      return reported.length > 0 && reported.every(({ session }) => session === line.session_id);
    });
  });

  Deno.test(`the tee shows the token of the environment, and no process tells it: ${shell}`, async () => {
    const token = `it's a "token" of $mine`;
    await using server = await startTestServer({ access: { token, requireToken: true } });
    const port = Number(new URL(server.url).port);
    const run = async (session_id: string, own: string, variable: string | null, path?: string) => {
      const env = {
        ...(variable === null ? {} : { MPM_MONITOR_TOKEN: variable }),
        ...(path === undefined ? {} : { PATH: path }),
      };
      const child = new Deno.Command(shell, {
        args: ["-c", teeCommand({ host: "127.0.0.1", port, token: true, own })],
        env,
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const writer = child.stdin.getWriter();
      const filler = "x".repeat(100_000);
      await writer.write(new TextEncoder().encode(JSON.stringify({ session_id, filler })));
      await writer.close();
      const { stdout, stderr } = await child.output();
      assertEquals(new TextDecoder().decode(stderr), "");
      return new TextDecoder().decode(stdout);
    };
    assertEquals(await run("s-none", "wc -l", null), await run("s-wrong", "wc -l", "wrong"));
    await run("s-right", "cat", token);
    const sessions = await until("the one that shows it", async () => {
      const { events } = await server.store.page({ limit: 100 });
      return events.length > 0 && events.map(({ session }) => session);
    });
    assertEquals(sessions, ["s-right"]);
    // All can read the arguments of a process.
    await using home = await makeTempHome();
    await Deno.writeTextFile(
      join(home.path, "curl"),
      `#!/bin/sh
{ printf '%s\\n' "$*"; cat /dev/fd/3; } > "$0.tmp"
mv "$0.tmp" "$0.said"
`,
      { mode: 0o755 },
    );
    await run("s-seen", "cat", token, `${home.path}:${Deno.env.get("PATH")}`);
    const said = await until(
      "the call",
      () => Deno.readTextFile(join(home.path, "curl.said")).catch(() => undefined),
    );
    const [words = "", header] = said.split("\n");
    assert(!words.includes("token"), words);
    assertEquals(header, `Authorization: Bearer ${token}`);
  });

  Deno.test(`the tee does not wait for a server that hangs, nor for one that is gone: ${shell}`, async () => {
    const hanging = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = hanging.addr as Deno.NetAddr;
    const input = JSON.stringify({ session_id: "s", filler: "x".repeat(300_000) });
    const command = teeCommand({ host: "127.0.0.1", port, own: "wc -c" });
    // Nothing of the tee holds the output open: else each call would take curl's whole second. On a
    // busy machine one may take long by itself, but not all.
    await until("a call that does not wait", async () => {
      const begin = performance.now();
      const ran = await runShell(shell, command, input);
      assertEquals(Number(ran.stdout), input.length);
      return performance.now() - begin < 900;
    });
    hanging.close();
    assertEquals((await runShell(shell, command, input)).code, 0);
  });
}

Deno.test("integrate adds status line and telemetry, keeps them, and takes them out one by one", async () => {
  await using sandbox = await makeSandbox();
  const settings = join(sandbox.folder, ".claude", "settings.json");
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  const before = '{\n  "statusLine": { "type": "command", "command": "echo mine" }\n}\n';
  await Deno.writeTextFile(settings, before);
  const integrate = async (...options: string[]) => {
    const result = await sandbox.run(["integrate", "claude-code", ...options]);
    assertEquals(result.code, 0, result.stderr);
    return { ...result, text: await Deno.readTextFile(settings) };
  };
  const plain = await integrate();
  assertStringIncludes(plain.stdout, "--telemetry and --status-line do");
  const both = await integrate("--status-line", "--telemetry");
  assertStringIncludes(both.stdout, "Status line: handed on; yours is shown as before");
  assertStringIncludes(both.text, "| eval 'echo mine'");
  assertStringIncludes(both.text, `http://127.0.0.1:${sandbox.range.first}/v1/logs`);
  const again = await integrate();
  assertEquals(again.text, both.text);
  const less = await integrate("--remove", "--status-line");
  assert(less.text.includes('"command": "echo mine"') && less.text.includes("OTEL_LOGS_EXPORTER"));
  assert(less.text.includes("mpm_port="));
  const gone = await integrate("--remove");
  assertEquals(gone.text, before);
});

Deno.test("integrate says where telemetry cannot be set up, and writes nothing", async () => {
  await using sandbox = await makeSandbox();
  const project = await sandbox.run([
    "integrate",
    "claude-code",
    "--telemetry",
    "--scope",
    "local",
  ]);
  assertEquals(project.code, 2);
  assertStringIncludes(project.stderr, "user's own settings only");
  const settings = join(sandbox.folder, ".claude", "settings.json");
  await Deno.mkdir(join(sandbox.folder, ".claude"));
  const text = '{"env":{"OTEL_LOGS_EXPORTER":"console"}}';
  await Deno.writeTextFile(settings, text);
  const taken = await sandbox.run(["integrate", "claude-code", "--telemetry"]);
  assertEquals(taken.code, 1);
  assertStringIncludes(taken.stderr, 'OTEL_LOGS_EXPORTER to "console"');
  assertEquals(await Deno.readTextFile(settings), text);
});
