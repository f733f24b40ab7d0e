/**
 * One session in which Claude Code's own hooks and claude-mpm's tell of the same things, in the
 * shapes that both were recorded in.
 */
import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../lib/events/event.ts";
import { fromClaudeHook, fromEventsApi } from "../../lib/ingest/adapters.ts";
import { EMPTY_STATE, type MonitorState, reduce, viewSessions } from "../../lib/state/mod.ts";

const SESSION = "1ee5eaf9-548a-426f-8373-74fa1aa77f56";
const BEGIN = Date.UTC(2026, 10, 22, 8);
const INPUT = { subagent_type: "engineer", description: "Cap the back-off", prompt: "Cap it." };

class Session {
  state: MonitorState = EMPTY_STATE;
  #now = BEGIN;

  /** What Claude Code posts by an http hook. */
  hook(name: string, fields: JsonObject = {}): this {
    const body = { session_id: SESSION, cwd: "/home/dev/shop", hook_event_name: name, ...fields };
    return this.#add(fromClaudeHook(body, { received: this.#next() }));
  }

  /** What claude-mpm's Python hook posts: its envelope. */
  mpm(subtype: string, fields: JsonObject = {}, wrapper: JsonObject = {}): this {
    const type = /tool/.test(subtype) ? "tool_event" : "hook_event";
    const data = { session_id: SESSION, working_directory: "/home/dev/shop", ...fields };
    const envelope = { type, subtype, data, session_id: SESSION, source: "hook", ...wrapper };
    const body = { namespace: "/hook", event: "claude_event", data: envelope };
    return this.#add(fromEventsApi(body, { received: this.#next() }));
  }

  get view() {
    const [view] = viewSessions(this.state, this.#now);
    if (view === undefined) throw new Error("There is no session");
    return view;
  }

  /** Agents below the main one. */
  get agents() {
    return this.view.agents.slice(1).map(({ id, name, state }) => [id, name, state]);
  }

  #next(): number {
    return this.#now += 100;
  }

  #add(events: ReturnType<typeof fromEventsApi>): this {
    for (const { draft } of events) {
      this.state = reduce(this.state, [{ ...draft, id: this.state.last + 1 }]);
    }
    return this;
  }
}

const STARTED = {
  agent_type: "engineer",
  agent_id: `engineer_${SESSION}`,
  prompt: INPUT.prompt,
  description: INPUT.description,
  hook_event_name: "SubagentStart",
};
const CALLED = { tool_name: "Task", tool_parameters: { input_type: "dict", ...INPUT } };
const STOPPED = {
  agent_type: "unknown",
  agent_id: "",
  reason: "finished",
  is_successful_completion: true,
  is_error_termination: false,
  hook_event_name: "SubagentStop",
  git_branch: "fix/retry",
};
const USE = { tool_name: "Agent", tool_use_id: "toolu_1", tool_input: INPUT };

Deno.test("a sub-agent that both hooks tell of is there once, and done when it is", () => {
  const session = new Session()
    .hook("UserPromptSubmit", { prompt: "Cap it" })
    .mpm("user_prompt", { prompt_text: "Cap it" })
    .hook("PreToolUse", USE)
    // Seen in this order: the start before the call that it is made from.
    .mpm("subagent_start", STARTED)
    .mpm("pre_tool", CALLED, { correlation_id: "0d9f7c1e-1111-4222-8333-444455556666" })
    .hook("SubagentStart", { agent_id: "a0000001", agent_type: "engineer" });
  assertEquals(session.agents, [["a0000001", "engineer", "working"]]);
  assertEquals([session.view.turns, session.view.tools], [1, 1]);
  session.hook("SubagentStop", { agent_id: "a0000001", agent_type: "engineer" })
    .mpm("subagent_stop", STOPPED)
    .hook("PostToolUse", { ...USE, tool_response: { status: "completed", totalTokens: 9 } })
    .mpm("post_tool", { tool_name: "Task", exit_code: 0, success: true });
  assertEquals(session.agents, [["a0000001", "engineer", "done"]]);
  assertEquals(session.view.state, "working");
  // What only claude-mpm knows counts.
  assertEquals(session.view.branch, "fix/retry");
});

Deno.test("claude-mpm's late word of a turn's end does not end the next turn", () => {
  const session = new Session()
    .hook("UserPromptSubmit", { prompt: "One" }).hook("Stop")
    .hook("UserPromptSubmit", { prompt: "Two" })
    .mpm("stop", { reason: "finished" });
  assertEquals(session.view.state, "working");
});

Deno.test("claude-mpm alone still tells all that it knows", () => {
  const session = new Session()
    .mpm("user_prompt", { prompt_text: "Cap it" })
    .mpm("subagent_start", STARTED)
    .mpm("pre_tool", CALLED, { correlation_id: "c-1" });
  assertEquals(session.agents.map(([, name, state]) => [name, state])[0], ["engineer", "working"]);
  assertEquals(session.view.state, "working");
});

Deno.test("what Claude Code's own hooks leave out is claude-mpm's to tell", () => {
  // Somebody's own settings send notifications only.
  const session = new Session()
    .hook("Notification", { message: "Claude needs your permission to use Bash" })
    .mpm("user_prompt", { prompt_text: "Go on" })
    .mpm("pre_tool", { tool_name: "Bash", tool_parameters: { command: "npm test" } });
  assertEquals([session.view.state, session.view.tools], ["working", 1]);
});

Deno.test("an end that names no agent ends the only one that works, and never the main one", () => {
  const session = new Session()
    .mpm("user_prompt", { prompt_text: "Cap it" })
    .mpm("subagent_start", STARTED)
    .mpm("subagent_stop", STOPPED);
  assertEquals(session.agents.map(([, , state]) => state), ["done"]);
  assertEquals(session.view.agents[0]?.state, "working");
  const two = new Session().mpm("user_prompt", { prompt_text: "x" })
    .mpm("subagent_start", STARTED)
    .mpm("subagent_start", { ...STARTED, agent_type: "qa", agent_id: `qa_${SESSION}` })
    .mpm("subagent_stop", STOPPED);
  assertEquals(two.agents.map(([, , state]) => state), ["working", "working"]);
});
