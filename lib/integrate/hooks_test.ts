import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { hooksFor, isOurHook, readHook } from "./hooks.ts";
import { KINDS, kindsOf } from "./kinds.ts";
import { hooksIn, withHooks, withoutHooks } from "./settings/hooks_text.ts";

const TARGET = {
  host: "127.0.0.1",
  port: 8770,
  program: ["/opt/mpm-monitor"],
  kinds: kindsOf([2, 1, 332]),
};
const WINDOWS = { ...TARGET, program: ["C:\\Program Files\\mpm-monitor.exe"], windows: true };

Deno.test("hooksFor() has Claude Code wait for no hook but the first and last of a turn", () => {
  const hooks = hooksFor(TARGET);
  assertEquals([...hooks.keys()], Object.keys(KINDS));
  const waited = new Set(["SessionStart", "Stop", "StopFailure", "SessionEnd"]);
  for (const [kind, { hooks: [hook] }] of hooks) {
    assert(hook?.type === "command" && hook.args === undefined);
    assertEquals(hook.async, waited.has(kind) ? undefined : true);
    assertEquals(readHook(hook), { port: 8770, token: false, form: "spool" });
    assertEquals(hook.command.includes("--ensure"), kind === "SessionStart");
  }
});

Deno.test("hooksFor() takes the state folder of the environment, the usual one, or one of its own", () => {
  const commandIn = (home?: string) => {
    const hook = hooksFor({ ...TARGET, home }).get("Stop")?.hooks[0];
    return hook?.type === "command" ? hook.command : "";
  };
  assertStringIncludes(commandIn(), "mpm_home=${MPM_MONITOR_HOME:-$HOME/.claude-mpm/monitor};");
  assertStringIncludes(commandIn("/a b/it's"), `mpm_home=\${MPM_MONITOR_HOME:-'/a b/it'\\''s'};`);
});

Deno.test("hooksFor() asks no shell on Windows, and has Claude Code not wait for a start", () => {
  const hooks = hooksFor(WINDOWS);
  assertEquals(hooks.get("SessionStart")?.hooks, [{
    type: "command",
    command: WINDOWS.program[0] ?? "",
    args: ["__session_started", "--port", "8770"],
    async: true,
    timeout: 10,
  }]);
  const url = "http://127.0.0.1:8770/hooks/claude";
  assertEquals(hooks.get("Stop")?.hooks, [{ type: "http", url, timeout: 2 }]);
  const text = withHooks("{}\n", hooks);
  assertEquals(withHooks(text, hooks), text);
  assertEquals(JSON.parse(withoutHooks(text)), {});
});

Deno.test("hooksFor() has hooks by HTTP name the variable of the token, and never the token", () => {
  const hooks = hooksFor({ ...WINDOWS, token: true });
  assertEquals(hooks.get("Stop")?.hooks, [{
    type: "http",
    url: "http://127.0.0.1:8770/hooks/claude",
    headers: { Authorization: "Bearer ${MPM_MONITOR_TOKEN}" },
    allowedEnvVars: ["MPM_MONITOR_TOKEN"],
    timeout: 2,
  }]);
  const plain = hooksFor(WINDOWS);
  const shown = withHooks("{}\n", hooks);
  assertEquals(withHooks(shown, plain), withHooks("{}\n", plain));
  assertEquals(hooksIn(shown)?.token, true);
  assertEquals(hooksIn(withHooks("\ufeff{}", plain))?.token, false);
  assertEquals(hooksIn('{ "hooks": { "Stop": [{ "hooks": [{ "type": "http" }] }] } }'), null);
});

Deno.test("hooks of an earlier version are known, and replaced by the new ones", () => {
  const session = "_s=$(command -v setsid) || set -m 2>/dev/null; " +
    "{ $_s '/opt/mpm monitor' __session_started --port 8765 <&3 3<&- >/dev/null 2>&1 & } 3<&0";
  const http = { type: "http", url: "http://127.0.0.1:8765/hooks/claude", timeout: 2 };
  const older = JSON.stringify({
    hooks: {
      SessionStart: [{ hooks: [{ type: "command", command: session, timeout: 10 }] }],
      Stop: [{ hooks: [http] }, { hooks: [{ type: "command", command: "mine" }] }],
      PreModelSwitch: [{ hooks: [http] }],
    },
  });
  assertEquals([...hooksIn(older)?.forms ?? []], ["program", "http"]);
  assertEquals(hooksIn(older)?.port, 8765);
  const next = JSON.parse(withHooks(older, hooksFor(TARGET)));
  assertEquals(Object.keys(next.hooks).toSorted(), Object.keys(KINDS).toSorted());
  assertEquals(next.hooks.Stop[0], { hooks: [{ type: "command", command: "mine" }] });
  assertEquals([...hooksIn(JSON.stringify(next))?.forms ?? []], ["spool"]);
  assertMatch(JSON.stringify(next), /^(?!.*__session_started)/);
});

Deno.test("isOurHook() knows no hook of somebody else", () => {
  const others = [
    { type: "http", url: "http://127.0.0.1:8765/hooks/claude/x" },
    { type: "http", url: "http://example.com/hooks/claude" },
    { type: "http", url: 5 },
    { type: "command", command: "echo __session_started" },
    { type: "command", command: "echo mpm_port=8765;mpm_home=x" },
    { type: "command", command: "x", args: ["start"] },
    null,
    "x",
  ];
  for (const hook of others) assert(!isOurHook(hook), JSON.stringify(hook));
});
