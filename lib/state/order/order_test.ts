/** The order of arrival is not the order of happening. */
import { assertEquals } from "@std/assert";
import { Story } from "../_story.ts";

const STARTUP = { data: { source: "startup" } };

Deno.test("the start of a session that is reported late does not end its turn", () => {
  const story = new Story().tell("prompt.submit").wait(3).tell("session.start", STARTUP);
  assertEquals(story.session.state, "working");
  story.starts("Bash", "t1").tell("permission.request", { tool: "Bash" });
  assertEquals(story.session.state, "permission");
});

Deno.test("a session whose start is reported after its end has ended", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop").tell("session.end");
  const { ended } = story.session;
  story.tell("session.start", STARTUP);
  assertEquals([story.session.state, story.session.ended], ["done", ended]);
});

Deno.test("a session that is resumed after its end is idle, however its start was reported then", () => {
  const seen = new Story().tell("session.start", STARTUP).tell("prompt.submit").tell("session.end")
    .wait(2).tell("session.start", { data: { source: "resume" } });
  assertEquals([seen.session.state, seen.session.ended], ["idle", null]);
  const unseen = new Story().tell("prompt.submit").tell("session.end").wait(3600)
    .tell("session.start", { data: { source: "resume" } });
  assertEquals([unseen.session.state, unseen.session.ended], ["idle", null]);
});

Deno.test("a run of a resumed session may be over before its start is reported", () => {
  const story = new Story().tell("session.start", STARTUP).tell("prompt.submit").tell("session.end")
    .wait(60).tell("prompt.submit").tell("turn.stop").tell("session.end")
    .tell("session.start", { data: { source: "resume" } });
  assertEquals(story.session.state, "done");
});

Deno.test("a session that is started again after a crash is idle", () => {
  const story = new Story().tell("session.start", STARTUP).tell("prompt.submit").wait(30)
    .tell("session.start", { data: { source: "resume" } });
  assertEquals(story.session.state, "idle");
});

Deno.test("hooks that waited for a server count when they ran", () => {
  const story = new Story().tell("prompt.submit");
  const ran = story.now;
  story.wait(3600).tell("prompt.submit", { ts: ran + 2_000 });
  assertEquals([story.session.state, story.session.last], ["lost", ran + 2_000]);
});

Deno.test("a tool whose end comes before its start is not running", () => {
  const story = new Story().tell("prompt.submit").ends("Bash", "t1").starts("Bash", "t1");
  assertEquals(story.agent("main").tool, null);
  story.starts("Read", "t2").ends("Read", "t2").starts("Read", "t2");
  assertEquals(story.agent("main").tool?.name, "Read");
});

Deno.test("a turn whose end comes before its prompt is over", () => {
  const turn = (id: string) => ({ correlation: id, data: { prompt_id: id } });
  const story = new Story().tell("prompt.submit", turn("p1")).tell("turn.stop", turn("p1"))
    .tell("turn.stop", turn("p2")).tell("prompt.submit", turn("p2"));
  assertEquals(story.session.state, "idle");
  assertEquals(story.tell("prompt.submit", turn("p3")).session.state, "working");
});

Deno.test("the end of the last turn that is reported after the next prompt ends nothing", () => {
  const turn = (id: string) => ({ correlation: id, data: { prompt_id: id } });
  const story = new Story().tell("prompt.submit", turn("p1")).wait(5);
  const over = story.now;
  story.tell("prompt.submit", turn("p2")).tell("turn.stop", { ...turn("p1"), ts: over });
  assertEquals(story.session.state, "working");
  assertEquals(story.tell("turn.stop", turn("p2")).session.state, "idle");
});

Deno.test("an agent whose end comes before its start is not shown at work", () => {
  const story = new Story().tell("prompt.submit").tell("agent.stop", { agent: "a1" })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } });
  assertEquals(story.states, { main: "working" });
});

Deno.test("what is reported right after the end of a session does not wake it", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1").tell("session.end");
  story.tell("tool.failure", { tool: "Bash", correlation: "t1" }).tell("tool.batch")
    .starts("Read", "t2").tell("permission.request", { tool: "Read" }).tell("turn.stop");
  assertEquals(story.session.state, "done");
});

Deno.test("what is reported right after the end of an agent does not wake it", () => {
  const story = new Story().tell("prompt.submit")
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .tell("agent.stop", { agent: "a1" }).starts("Bash", "t1", { agent: "a1" });
  assertEquals(story.states, { main: "working", a1: "done" });
  // Given work again.
  story.wait(60).tell("agent.start", { agent: "a1", data: { agent_type: "tester" } });
  assertEquals(story.states, { main: "working", a1: "working" });
});

Deno.test("telemetry counts when it happened, not when it is told", () => {
  const story = new Story().tell("prompt.submit");
  const happened = story.now + 2_000;
  story.wait(8).tell("otel.api.request", { source: "otel", ts: happened });
  assertEquals(story.session.last, happened);
});

/** A call that Claude Code sends to the background by itself: its input does not say so. */
function called(): Story {
  return new Story().tell("prompt.submit")
    .starts("Agent", "c1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } });
}

const PUSH = { data: { tool_name: "Bash", tool_input: { command: "git push" } } };

Deno.test("telemetry that is faster than the hook does not tell how a call ended", () => {
  const result = { source: "otel", tool: "Agent", correlation: "c1" } as const;
  const launched = { data: { tool_response: { status: "async_launched" } } };
  const story = called().tell("otel.tool.result", result);
  assertEquals(story.states, { main: "working", a1: "working" });
  story.ends("Agent", "c1", launched).tell("turn.stop");
  assertEquals(story.states, { main: "idle", a1: "working" });
  assertEquals(story.tell("agent.stop", { agent: "a1" }).states, { main: "idle", a1: "done" });
  // In front, the hook tells it a moment later.
  const front = called().tell("otel.tool.result", result).tell("agent.stop", { agent: "a1" });
  assertEquals(front.ends("Agent", "c1").states, { main: "working", a1: "done" });
});

Deno.test("telemetry that is faster than the hook of a failed tool breaks nothing off", () => {
  const failed = { source: "otel", tool: "Bash", correlation: "t1", status: "error" } as const;
  const story = called().starts("Bash", "t1").starts("Read", "t2", { agent: "a1" });
  const ts = story.now + 900;
  story.tell("otel.tool.result", { ...failed, ts });
  assertEquals(story.states, { main: "working", a1: "working" });
  story.tell("tool.failure", { tool: "Bash", correlation: "t1", ts }).wait(60);
  assertEquals(story.states, { main: "working", a1: "working" });
  assertEquals(story.agent("a1").tool?.name, "Read");
  // Where no hook comes at all, Escape broke the turn off.
  const broken = called().starts("Bash", "t1").tell("otel.tool.result", failed).wait(1);
  assertEquals(broken.states, { main: "interrupted", a1: "interrupted" });
  assertEquals([broken.agent("main").tool, broken.session.doing], [null, "tool.pre"]);
  // Until the agent is seen to go on.
  broken.starts("Read", "t3", { agent: "a1" });
  assertEquals(broken.states, { main: "working", a1: "working" });
});

Deno.test("a failure that telemetry and a hook tell counts once, in the background too", () => {
  const failed = { source: "otel", tool: "Bash", correlation: "t1", status: "error" } as const;
  const story = called().ends("Agent", "c1", {
    data: { tool_response: { status: "async_launched" } },
  })
    .starts("Bash", "t1", { agent: "a1" }).tell("otel.tool.result", failed).wait(5);
  assertEquals(story.states, { main: "working", a1: "working" });
  story.tell("tool.failure", { agent: "a1", tool: "Bash", correlation: "t1" });
  assertEquals([story.session.errors, story.agent("a1").tool], [1, null]);
});

Deno.test("what happened before the end of a turn and is reported after it does not wake it", () => {
  for (const end of ["turn.stop", "turn.failure", "session.end"]) {
    const story = new Story().tell("prompt.submit");
    const before = story.now + 100;
    const { state } = story.tell(end).session;
    story.starts("Bash", "t1", { ts: before, ...PUSH })
      .tell("permission.request", { tool: "Bash", ts: before, ...PUSH })
      .tell("elicitation.request", { ts: before }).tell("context.compacting", { ts: before });
    assertEquals([story.session.state, story.session.waiting], [state, null], end);
  }
  const escaped = new Story().tell("prompt.submit").starts("Bash", "t1");
  const before = escaped.now + 100;
  escaped.tell("turn.interrupted", { source: "monitor" }).ends("Bash", "t1", { ts: before })
    .tell("tool.batch", { ts: before });
  assertEquals(escaped.session.state, "interrupted");
});

Deno.test("a question whose answer was reported first is answered", () => {
  const allowed = { source: "otel", tool: "Bash", data: { decision: "accept" } } as const;
  const asks = { tool: "Bash", ...PUSH };
  const story = new Story().tell("prompt.submit").starts("Bash", "t1", PUSH);
  const asked = story.now + 100;
  story.tell("otel.tool.decision", { ...allowed, correlation: "t1" })
    .tell("permission.request", { ...asks, ts: asked });
  assertEquals(story.session.state, "working");
  // The same command again is another question.
  story.ends("Bash", "t1", PUSH).starts("Bash", "t2", PUSH).tell("permission.request", asks);
  assertEquals(story.session.state, "permission");

  const agent = called().starts("Bash", "t1", { agent: "a1", ...PUSH });
  const before = agent.now + 100;
  agent.tell("otel.tool.decision", {
    ...allowed,
    correlation: "t1",
    data: { decision: "reject", source: "user_reject" },
  }).tell("permission.request", { agent: "a1", ...asks, ts: before });
  assertEquals(agent.states, { main: "working", a1: "working" });

  const seen = new Story().tell("prompt.submit").starts("Bash", "t1", PUSH);
  const then = seen.now + 100;
  seen.tell("claude.status", { source: "monitor", data: { status: "answered" } })
    .tell("permission.request", { ...asks, ts: then })
    .starts("AskUserQuestion", "t2", { ts: then });
  assertEquals(seen.session.state, "working");
});
