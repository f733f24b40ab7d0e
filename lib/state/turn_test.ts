import { assertEquals } from "@std/assert";
import { type Reported, Story } from "./_story.ts";

Deno.test("a session is idle, works from a prompt to its stop, and is done at its end", () => {
  const story = new Story().tell("session.start", { data: { source: "startup" } });
  assertEquals(story.session.state, "idle");
  story.tell("prompt.submit", { data: { prompt: "Fix the\nlogin" } });
  assertEquals(story.session.state, "working");
  assertEquals(story.session.prompt, "Fix the login");
  const since = story.now;
  story.starts("Bash", "t1", { summary: "npm test" });
  assertEquals(story.session.doing, "npm test");
  assertEquals(story.agent("main").tool, { name: "Bash", since: story.now });
  story.ends("Bash", "t1");
  assertEquals(story.agent("main").tool, null);
  assertEquals(story.session.state_since, since);
  story.tell("turn.stop");
  assertEquals(story.session.state, "idle");
  story.tell("session.end", { data: { reason: "prompt_input_exit" } });
  assertEquals(story.session.state, "done");
  assertEquals(story.session.ended, story.now);
});

Deno.test("a monitor that starts in the middle of a turn sees the session work", () => {
  assertEquals(new Story().ends("Read", "t1").session.state, "working");
});

Deno.test("a tool's end that comes after the turn's end does not wake the session", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1").tell("turn.stop");
  story.ends("Bash", "t1");
  assertEquals(story.session.state, "idle");
});

Deno.test("a turn that the person cancelled is interrupted, not finished", () => {
  const story = new Story().tell("prompt.submit");
  story.tell("turn.stop", { data: { reason: "user_cancel", is_user_initiated: true } });
  assertEquals(story.session.state, "interrupted");
});

Deno.test("a turn that failed stays failed until the next prompt", () => {
  const story = new Story().tell("prompt.submit").tell("turn.failure", {
    summary: "Rate limit",
    data: { error: "rate_limit" },
  });
  assertEquals(story.session.state, "failed");
  assertEquals(story.session.doing, "Rate limit");
  assertEquals(story.session.errors, 1);
  assertEquals(story.tell("prompt.submit").session.state, "working");
});

Deno.test("a session start by compaction does not end the turn", () => {
  const story = new Story().tell("prompt.submit").tell("session.start", {
    data: { source: "compact" },
  });
  assertEquals(story.session.state, "working");
});

Deno.test("a failed tool counts as an error and leaves its agent working", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1");
  story.tell("tool.failure", { tool: "Bash", correlation: "t1", data: { error: "exit 1" } });
  assertEquals(story.session.state, "working");
  assertEquals(story.session.errors, 1);
  assertEquals(story.agent("main").tool, null);
});

Deno.test("Escape while a tool runs interrupts the turn", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1");
  story.tell("tool.failure", {
    tool: "Bash",
    correlation: "t1",
    data: { is_interrupt: true },
  });
  assertEquals(story.session.state, "interrupted");
});

Deno.test("Escape while the model thinks shows once Claude Code says that its prompt is idle", () => {
  const story = new Story().tell("prompt.submit").wait(60);
  assertEquals(story.session.state, "working");
  story.tell("notification", { data: { notification_type: "idle_prompt" } });
  assertEquals(story.session.state, "interrupted");
});

Deno.test("the notice of an idle prompt after a finished turn changes nothing", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop");
  const since = story.now;
  story.wait(60).tell("notification", { data: { message: "Claude is waiting for your input" } });
  assertEquals(story.session.state, "idle");
  assertEquals(story.session.state_since, since);
});

Deno.test("a prompt after a turn that never ended starts anew, and forgets its tools", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1").tell("prompt.submit");
  assertEquals(story.session.state, "working");
  assertEquals(story.session.state_since, story.now);
  assertEquals(story.agent("main").tool, null);
  assertEquals(story.session.turns, 2);
});

Deno.test("a session that falls silent is lost, later when a tool runs", () => {
  const thinking = new Story().tell("prompt.submit").wait(9 * 60);
  assertEquals(thinking.session.state, "working");
  assertEquals(thinking.wait(2 * 60).session.state, "lost");
  const building = new Story().tell("prompt.submit").starts("Bash", "t1").wait(30 * 60);
  assertEquals(building.session.state, "working");
  assertEquals(building.wait(31 * 60).session.state, "lost");
  assertEquals(building.ends("Bash", "t1").session.state, "working");
});

Deno.test("a session whose end was never reported is lost in the end", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop").wait(11 * 3600);
  assertEquals(story.session.state, "idle");
  assertEquals(story.wait(2 * 3600).session.state, "lost");
});

Deno.test("the status line does not keep a session alive", () => {
  const story = new Story().tell("prompt.submit").wait(9 * 60).tell("session.status").wait(2 * 60);
  assertEquals(story.session.state, "lost");
});

Deno.test("figures of telemetry do not keep a session alive, requests to the model do", () => {
  const story = new Story().tell("prompt.submit").wait(9 * 60);
  story.tell("otel.claude.code.active.time.total", { source: "otel" }).wait(2 * 60);
  assertEquals(story.session.state, "lost");
  story.tell("otel.api.request", { source: "otel" });
  assertEquals(story.session.state, "working");
});

Deno.test("Escape while a tool runs shows where telemetry tells that it failed and no hook does", () => {
  const result = (correlation: string): Reported => ({
    source: "otel",
    tool: "Bash",
    correlation,
    status: "error",
  });
  const story = new Story().tell("prompt.submit").starts("Bash", "t1");
  assertEquals(story.tell("otel.tool.result", result("t1")).session.state, "working");
  assertEquals(story.wait(1).session.state, "interrupted");
  const failed = new Story().tell("prompt.submit").starts("Bash", "t1")
    .tell("tool.failure", { tool: "Bash", correlation: "t1" }).tell("tool.batch")
    .tell("otel.tool.result", result("t1"));
  assertEquals([failed.session.state, failed.session.errors], ["working", 1]);
  // A hook that was slower than telemetry.
  story.tell("tool.failure", { tool: "Bash", correlation: "t1" });
  assertEquals([story.session.state, story.session.errors], ["working", 1]);
});

Deno.test("what comes whether a session works or not is no sign of life", () => {
  const types = ["config.change", "instructions.loaded", "session.status", "hook.execution"];
  for (const type of types) {
    const story = new Story().tell("prompt.submit").wait(9 * 60).tell(type).wait(2 * 60);
    assertEquals(story.session.state, "lost", type);
  }
  const story = new Story().tell("prompt.submit").wait(9 * 60)
    .tell("otel.hook.execution.start", { source: "otel" }).wait(2 * 60);
  assertEquals(story.session.state, "lost");
});

Deno.test("a prompt that is queued joins the turn that is open", () => {
  const reported = { correlation: "p1", data: { prompt: "first", prompt_id: "p1" } };
  const story = new Story().tell("prompt.submit", reported).starts("Bash", "t1", {
    summary: "make",
  })
    .tell("prompt.submit", { correlation: "p1", data: { prompt: "then", prompt_id: "p1" } });
  assertEquals(story.session.doing, "make");
  assertEquals([story.session.prompt, story.session.turns], ["then", 2]);
  assertEquals(story.agent("main").tool?.name, "Bash");
});

Deno.test("a session works while it compacts its context", () => {
  const manual = { data: { trigger: "manual" }, summary: "Compacting the context (manual)" };
  const story = new Story().tell("prompt.submit").tell("turn.stop");
  story.tell("context.compacting", manual);
  assertEquals(story.session.state, "working");
  assertEquals(story.session.doing, "Compacting the context (manual)");
  story.tell("agent.stop", { agent: "a2", data: { agent_type: "" } });
  assertEquals(story.states, { main: "working" });
  assertEquals(story.tell("context.compacted", manual).session.state, "idle");
  assertEquals(story.tell("session.start", { data: { source: "compact" } }).session.state, "idle");

  const auto = { data: { trigger: "auto" } };
  const turn = new Story().tell("prompt.submit").tell("context.compacting", auto)
    .tell("session.start", { data: { source: "compact" } }).tell("context.compacted", auto);
  assertEquals(turn.session.state, "working");
  assertEquals(turn.tell("turn.stop").session.state, "idle");
});

Deno.test("the notice of an idle prompt that the next prompt has overtaken changes nothing", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop").wait(59).tell("prompt.submit");
  story.tell("notification", { data: { notification_type: "idle_prompt" } });
  assertEquals(story.session.state, "working");
});

Deno.test("the report of a background task is a turn, and no prompt of the person", () => {
  const story = new Story().tell("prompt.submit", { data: { prompt: "go" } }).tell("turn.stop")
    .tell("task.report", { data: { prompt: "<task-notification>" } });
  assertEquals(story.session.state, "working");
  assertEquals([story.session.prompt, story.session.turns], ["go", 1]);
  assertEquals(story.tell("turn.stop").session.state, "idle");
});

Deno.test("what still runs in the background is reported beside an idle session", () => {
  const tasks = [
    { id: "b1", type: "shell", status: "running", description: "npm run dev" },
    { id: "b2", type: "shell", status: "completed", description: "make" },
  ];
  const story = new Story().tell("prompt.submit").tell("turn.stop", {
    data: { background_tasks: tasks },
  });
  assertEquals(story.session.state, "idle");
  assertEquals(story.session.background, [{ id: "b1", kind: "shell", text: "npm run dev" }]);
  const prompt = "<task-notification>\n<task-id>b1</task-id>";
  story.tell("task.report", { data: { prompt } });
  assertEquals(story.session.background, []);
});

Deno.test("a working session says since when nothing was heard of it", () => {
  const story = new Story().tell("prompt.submit");
  const heard = story.now;
  assertEquals(story.wait(30).session.silent_since, null);
  assertEquals(story.wait(60).session.silent_since, heard);
  assertEquals(story.starts("Bash", "t1").wait(120).session.silent_since, null);
  assertEquals(story.tell("turn.stop").wait(600).session.silent_since, null);
});

Deno.test("the monitor itself may see that a turn is over, or that a session is", () => {
  const own = (data: Record<string, string> = {}): Reported => ({ source: "monitor", data });
  const story = new Story().tell("prompt.submit").starts("Bash", "t1");
  story.tell("turn.interrupted", own());
  assertEquals([story.session.state, story.agent("main").tool], ["interrupted", null]);
  story.tell("claude.status", own({ status: "busy" }));
  assertEquals(story.session.state, "working");
  story.tell("claude.status", own({ status: "permission" }));
  assertEquals(story.session.state, "permission");
  story.tell("claude.status", own({ status: "answered" }));
  assertEquals(story.session.state, "working");
  story.tell("session.end", own({ reason: "process_gone" }));
  assertEquals(story.session.state, "done");
  assertEquals(new Story().tell("server.start", own()).sessions, []);
  assertEquals(new Story().tell("session.end", own()).sessions, []);
});
