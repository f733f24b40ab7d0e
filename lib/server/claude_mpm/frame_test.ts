import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../events/event.ts";
import { toEcho, toFrame } from "./frame.ts";

const event: CanonicalEvent = {
  id: 7,
  ts: Date.UTC(2026, 6, 2, 13, 46, 40, 250),
  received: 0,
  source: "claude-mpm",
  category: "tool",
  type: "tool.pre",
  session: "s-1",
  project: "/home/dev/shop",
  correlation: "c-1",
  summary: "",
  data: { tool_name: "Read", correlation_id: "c-1" },
};

Deno.test("toFrame() words an event as claude-mpm's server does", () => {
  assertEquals(toFrame(event), {
    message: "tool_event",
    body: {
      id: 7,
      event: "tool_event",
      type: "tool_event",
      subtype: "pre_tool",
      timestamp: "2026-07-02T13:46:40.250Z",
      session_id: "s-1",
      source: "claude-mpm",
      data: { tool_name: "Read", correlation_id: "c-1" },
      correlation_id: "c-1",
      cwd: "/home/dev/shop",
    },
  });
});

Deno.test("toFrame() sorts names into claude-mpm's messages", () => {
  const words = (type: string) => {
    const { message, body } = toFrame({ ...event, type });
    return `${message} ${body["subtype"]}`;
  };
  assertEquals(words("tool.post"), "tool_event post_tool");
  assertEquals(words("agent.stop"), "hook_event subagent_stop");
  assertEquals(words("session.start"), "session_event session_start");
  assertEquals(words("usage.tokens"), "session_event token_usage_updated");
  assertEquals(words("prompt.submit"), "claude_event user_prompt");
  assertEquals(words("turn.stop"), "claude_event stop");
  assertEquals(words("hook.execution"), "claude_event hook_execution");
  assertEquals(words("worktree.create"), "claude_event worktree_create");
  assertEquals(words("agent.idle"), "claude_event teammate_idle");
  assertEquals(words("agent.delegated"), "agent_event agent_delegated");
  assertEquals(words("agent.returned"), "agent_event agent_returned");
  assertEquals(words("response.start"), "response_event response_start");
  assertEquals(words("response.ended"), "response_event response_ended");
  assertEquals(words("file.read"), "file_event file_read");
  assertEquals(words("file.change"), "file_event file_change");
  assertEquals(words("server.start"), "system_event system_ready");
  assertEquals(words("server.stop"), "system_event system_shutdown");
  const own = toFrame({ ...event, type: "server.start", source: "monitor" });
  assertEquals([own.message, own.body["subtype"]], ["claude_event", "server_start"]);
  assertEquals(words("zebra"), "claude_event zebra");
});

Deno.test("toEcho() fills in what a client left out", () => {
  const echo = toEcho({ type: "session.start", data: { a: 1 } }, 5_000);
  assertEquals(
    [echo["type"], echo["subtype"], echo["source"], echo["session_id"]],
    ["session.start", "unknown", "claude_hooks", null],
  );
  assertEquals([echo["data"], echo["processed_at"]], [{ a: 1 }, 5]);
  assertEquals(echo["original_event"], { type: "session.start", data: { a: 1 } });
});
