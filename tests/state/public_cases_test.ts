/** What was reported of Claude Code in public, in the shapes that it was reported in. */
import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../lib/events/event.ts";
import { fromClaudeHook } from "../../lib/ingest/adapters.ts";
import { EMPTY_STATE, reduce, viewSessions } from "../../lib/state/mod.ts";

const BEGIN = Date.UTC(2026, 10, 27, 12);

/** The session after some hooks, a second apart. */
function after(hooks: readonly JsonObject[]) {
  let state = EMPTY_STATE;
  let now = BEGIN;
  for (const hook of hooks) {
    now += 1_000;
    const body = { session_id: "s", cwd: "/home/kim/shop", ...hook };
    for (const { draft } of fromClaudeHook(body, { received: now })) {
      state = reduce(state, [{ ...draft, id: state.last + 1 }]);
    }
  }
  const [session] = viewSessions(state, now);
  if (session === undefined) throw new Error("There is no session");
  return session;
}

const PROMPT = { hook_event_name: "UserPromptSubmit", prompt: "go" };
const STOP = { hook_event_name: "Stop", background_tasks: [], session_crons: [] };

Deno.test("Claude Code's own inner agent that stops after each turn is no sub-agent", () => {
  const turns = [0, 1, 2, 3, 4, 5].flatMap((n) => [PROMPT, STOP, {
    hook_event_name: "SubagentStop",
    agent_id: `a90c079700000${n}`,
    agent_type: "",
    last_assistant_message: "now commit it",
    stop_hook_active: false,
    background_tasks: [],
    session_crons: [],
  }]);
  const session = after(turns);
  assertEquals(session.state, "idle");
  assertEquals(session.agents.map(({ id }) => id), ["main"]);
});

Deno.test("a notice that attention is needed, after the turn has ended, leaves it ended", () => {
  const message = "Claude Code needs your attention";
  const notice = {
    hook_event_name: "Notification",
    notification_type: "agent_needs_input",
    message,
  };
  assertEquals(after([PROMPT, STOP, notice]).state, "idle");
  assertEquals(after([STOP, notice]).state, "idle");
  assertEquals(after([PROMPT, notice]).state, "input");
});

Deno.test("a turn that ends while a command runs on is idle, and says what runs", () => {
  const session = after([PROMPT, {
    ...STOP,
    background_tasks: [{ id: "b1", type: "shell", status: "running" }],
  }]);
  assertEquals(session.state, "idle");
  assertEquals(session.background, [{ id: "b1", kind: "shell", text: "" }]);
});

Deno.test("a tool's input as JSON in a text is read like any other", () => {
  const session = after([PROMPT, {
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_use_id: "t1",
    tool_input: '{"command":"ls -la"}',
  }]);
  assertEquals(session.doing, "Bash: ls -la");
});
