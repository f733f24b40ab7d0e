import { assert, assertEquals } from "@std/assert";
import { hooksFor, HTTP_EVENTS, isOurHook, LEFT_OUT } from "./hooks.ts";
import { hooksIn, withHooks, withoutHooks } from "./settings/hooks_text.ts";

const PROGRAM = ["C:\\Program Files\\mpm-monitor.exe"];

Deno.test("hooksFor() asks no shell on Windows, and has Claude Code not wait", () => {
  const hooks = hooksFor({ port: 8770, program: PROGRAM, windows: true });
  assertEquals(hooks.get("SessionStart")?.hooks, [{
    type: "command",
    command: PROGRAM[0] ?? "",
    args: ["__session_started", "--port", "8770"],
    async: true,
    timeout: 10,
  }]);
  const text = withHooks("{}\n", hooks);
  assertEquals(withHooks(text, hooks), text);
  assertEquals(JSON.parse(withoutHooks(text)), {});
});

Deno.test("hooksFor() covers every event that Claude Code has, but those that are left out", () => {
  const known = [...HTTP_EVENTS, ...Object.keys(LEFT_OUT)];
  assertEquals([known.length, new Set(known).size], [33, 33]);
  for (const { hooks } of hooksFor({ port: 8765, program: ["/opt/m"] }).values()) {
    assert(hooks.every(isOurHook));
  }
});

Deno.test("hooksFor() has hooks name the variable of the token, and never the token", () => {
  const hooks = hooksFor({ port: 8765, program: ["/opt/m"], token: true });
  assertEquals(hooks.get("Stop")?.hooks, [{
    type: "http",
    url: "http://127.0.0.1:8765/hooks/claude",
    headers: { Authorization: "Bearer ${MPM_MONITOR_TOKEN}" },
    allowedEnvVars: ["MPM_MONITOR_TOKEN"],
    timeout: 2,
  }]);
  const plain = hooksFor({ port: 8765, program: ["/opt/m"] });
  const shown = withHooks("{}\n", hooks);
  assertEquals(withHooks(shown, plain), withHooks("{}\n", plain));
  assertEquals(hooksIn(shown), { port: 8765, token: true });
  assertEquals(hooksIn(withHooks("\ufeff{}", plain)), { port: 8765, token: false });
  assertEquals(hooksIn('{ "hooks": { "Stop": [{ "hooks": [{ "type": "http" }] }] } }'), null);
});

Deno.test("isOurHook() knows no hook of somebody else", () => {
  const others = [
    { type: "http", url: "http://127.0.0.1:8765/hooks/claude/x" },
    { type: "http", url: "http://example.com/hooks/claude" },
    { type: "http", url: 5 },
    { type: "command", command: "echo __session_started" },
    { type: "command", command: "x", args: ["start"] },
    null,
    "x",
  ];
  for (const hook of others) assert(!isOurHook(hook), JSON.stringify(hook));
});
