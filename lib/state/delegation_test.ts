import { assertEquals } from "@std/assert";
import { Story, type Told } from "./_story.ts";

function call(type: string, more: Record<string, string | boolean> = {}): Told {
  return { data: { tool_input: { subagent_type: type, description: `${type}'s task`, ...more } } };
}

Deno.test("a sub-agent stands below the agent that called it, from the call on", () => {
  const story = new Story().tell("prompt.submit").starts("Agent", "t1", call("engineer"));
  assertEquals(story.agent("call:t1").name, "engineer");
  assertEquals(story.agent("call:t1").state, "working");
  story.tell("agent.start", { agent: "a1", data: { agent_type: "engineer" } });
  story.starts("Task", "t2", { agent: "a1", ...call("tester") });
  story.tell("agent.start", { agent: "a2", data: { agent_type: "tester" } });
  assertEquals(
    story.session.agents.map(({ id, parent, depth, task }) => ({ id, parent, depth, task })),
    [
      { id: "main", parent: null, depth: 0, task: null },
      { id: "a1", parent: "main", depth: 1, task: "engineer's task" },
      { id: "a2", parent: "a1", depth: 2, task: "tester's task" },
    ],
  );
});

Deno.test("parallel calls are joined with their starts by type, the oldest first", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "t1", call("research", { description: "north" }))
    .starts("Agent", "t2", call("Code Review"))
    .starts("Agent", "t3", call("research", { description: "south" }))
    .tell("agent.start", { agent: "r", data: { agent_type: "code-review" } })
    .tell("agent.start", { agent: "n", data: { agent_type: "research" } })
    .tell("agent.start", { agent: "s", data: { agent_type: "research" } });
  assertEquals(story.agent("n").task, "north");
  assertEquals(story.agent("s").task, "south");
  assertEquals(story.agent("r").task, "Code Review's task");
});

Deno.test("a sub-agent is done when it stops, and knows its tokens when its call returns", () => {
  const story = new Story().tell("prompt.submit").starts("Agent", "t1", call("engineer"))
    .tell("agent.start", { agent: "a1", data: { agent_type: "engineer" } })
    .starts("Edit", "t2", { agent: "a1" })
    .ends("Edit", "t2", { agent: "a1" })
    .tell("agent.stop", { agent: "a1", data: { agent_type: "engineer" } });
  assertEquals(story.agent("a1").state, "done");
  assertEquals(story.agent("a1").tools, 1);
  const since = story.now;
  story.ends("Agent", "t1", { data: { tool_response: { totalTokens: 12_345 } } });
  assertEquals(story.agent("a1").tokens, 12_345);
  assertEquals(story.agent("a1").state_since, since);
  assertEquals(story.states, { main: "working", a1: "done" });
});

Deno.test("a sub-agent whose start and stop nobody reported is done when its call returns", () => {
  const story = new Story().tell("prompt.submit").starts("Task", "t1", call("engineer"));
  assertEquals(story.ends("Task", "t1").states, { main: "working", "call:t1": "done" });
});

Deno.test("a sub-agent whose call failed has failed", () => {
  const story = new Story().tell("prompt.submit").starts("Agent", "t1", call("engineer"));
  story.tell("tool.failure", { tool: "Agent", correlation: "t1" });
  assertEquals(story.states, { main: "working", "call:t1": "failed" });
});

Deno.test("a sub-agent that nobody reported as finished is lost at the end of the turn", () => {
  const story = new Story().tell("prompt.submit").starts("Agent", "t1", call("engineer"))
    .tell("agent.start", { agent: "a1", data: { agent_type: "engineer" } }).tell("turn.stop");
  assertEquals(story.states, { main: "idle", a1: "lost" });
});

Deno.test("a background agent works on when its caller rests, and keeps the session working", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "t1", call("engineer", { run_in_background: true }))
    .tell("agent.start", { agent: "a1", data: { agent_type: "engineer" } })
    .ends("Agent", "t1")
    .tell("turn.stop");
  assertEquals(story.states, { main: "idle", a1: "working" });
  assertEquals(story.session.state, "working");
  story.tell("agent.stop", { agent: "a1" });
  assertEquals(story.session.state, "idle");
});

Deno.test("a call that went to the background by itself has not returned", () => {
  const story = new Story().tell("prompt.submit").starts("Agent", "t1", call("engineer"))
    .tell("agent.start", { agent: "a1", data: { agent_type: "engineer" } })
    .ends("Agent", "t1", { data: { tool_response: { status: "async_launched" } } })
    .tell("turn.stop");
  assertEquals(story.states, { main: "idle", a1: "working" });
});

Deno.test("Escape in a sub-agent's tool interrupts it and the turn", () => {
  const story = new Story().tell("prompt.submit").starts("Agent", "t1", call("engineer"))
    .tell("agent.start", { agent: "a1", data: { agent_type: "engineer" } })
    .starts("Bash", "t2", { agent: "a1" })
    .tell("tool.failure", { agent: "a1", tool: "Bash", data: { is_interrupt: true } });
  assertEquals(story.states, { main: "interrupted", a1: "interrupted" });
});

Deno.test("the end of a session ends all of its agents", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "t1", call("engineer", { run_in_background: true }))
    .tell("session.end");
  assertEquals(story.states, { main: "done", "call:t1": "interrupted" });
});

Deno.test("an agent of which only tools are heard stands below the main agent", () => {
  const story = new Story().starts("Read", "t1", {
    agent: "a9",
    data: { agent_type: "explorer" },
  });
  assertEquals(story.agent("a9").parent, "main");
  assertEquals(story.agent("a9").name, "explorer");
  assertEquals(story.agent("a9").state, "working");
});

Deno.test("an id that is used again is another agent", () => {
  const story = new Story().tell("prompt.submit").starts("Task", "t1", call("engineer"))
    .tell("agent.start", { agent: "engineer", data: { agent_type: "engineer" } })
    .tell("agent.stop", { agent: "engineer", data: { agent_type: "engineer" } })
    .ends("Task", "t1")
    .starts("Task", "t2", call("engineer", { description: "once more" }))
    .tell("agent.start", { agent: "engineer", data: { agent_type: "engineer" } });
  assertEquals(story.agent("engineer").task, "once more");
  assertEquals(story.session.agents.map((agent) => agent.state), ["working", "done", "working"]);
});
