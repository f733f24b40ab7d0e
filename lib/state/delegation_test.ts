import { assertEquals } from "@std/assert";
import { type Reported, Story } from "./_story.ts";

function call(type: string, more: Record<string, string | boolean> = {}): Reported {
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

Deno.test("an end of an agent that never began makes none", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop");
  for (const agent_type of ["", "general-purpose"]) {
    story.tell("agent.stop", { agent: "a90c07", data: { agent_type } })
      .tell("turn.failure", { agent: "a90c08", data: { agent_type } });
  }
  assertEquals(story.states, { main: "idle" });
  story.tell("prompt.submit").tell("tool.batch", { agent: "a90c09" })
    .starts("Read", "t1", { agent: "a90c0a", data: { agent_type: "" } });
  assertEquals(story.states, { main: "working" });
});

Deno.test("a failed agent is one failure, and does not fail its caller's turn", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "c1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .tell("turn.failure", { agent: "a1", status: "error", data: { error: "server_error" } });
  assertEquals(story.states, { main: "working", a1: "failed" });
  story.tell("tool.failure", { tool: "Agent", correlation: "c1" }).tell("tool.batch");
  assertEquals([story.session.errors, story.agent("a1").errors], [1, 1]);
  assertEquals(story.session.state, "working");
});

Deno.test("a call that failed before its agent began is one failure", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "c1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("tool.failure", { tool: "Agent", correlation: "c1" });
  assertEquals(story.session.errors, 1);
});

Deno.test("claude-mpm's Python hook tells of one agent by three names", () => {
  const call = { tool_parameters: { subagent_type: "engineer", description: "Fix cart" } };
  const mpm = { source: "claude-mpm" };
  const start: Reported = { ...mpm, agent: "engineer", data: { agent_type: "engineer" } };
  const stop: Reported = { ...mpm, agent: "a1b2", data: { agent_type: "engineer" } };
  const reported: Reported = { ...mpm, data: call };
  const orders = [
    (story: Story) => story.tell("agent.start", start).starts("Task", "c1", reported),
    (story: Story) => story.starts("Task", "c1", reported).tell("agent.start", start),
    (story: Story) => story.starts("Task", "c1", reported),
  ];
  for (const begin of orders) {
    const story = begin(new Story().tell("prompt.submit", mpm)).tell("agent.stop", stop);
    story.ends("Task", "c1", mpm).tell("turn.stop", mpm);
    assertEquals(
      story.session.agents.slice(1).map(({ name, task, state }) => [name, task, state]),
      [["engineer", "Fix cart", "done"]],
    );
  }
  // A call that does not say whom it calls.
  const nameless = new Story().tell("prompt.submit", mpm).starts("Agent", "c1", mpm)
    .tell("agent.stop", stop).ends("Agent", "c1", mpm);
  assertEquals(nameless.session.agents.length, 2);
  assertEquals(nameless.session.agents[1]?.state, "done");
});

Deno.test("an agent that is called by its type again is another one", () => {
  const mpm = { source: "claude-mpm" };
  const start: Reported = { ...mpm, agent: "engineer", data: { agent_type: "engineer" } };
  const story = new Story().tell("prompt.submit", mpm);
  for (const call of ["c1", "c2"]) {
    story.tell("agent.start", start)
      .starts("Task", call, { ...mpm, data: { tool_parameters: { subagent_type: "engineer" } } })
      .tell("agent.stop", { ...mpm, agent: "a1", data: { agent_type: "engineer" } })
      .ends("Task", call, mpm).wait(5);
  }
  assertEquals(story.session.agents.slice(1).map(({ state }) => state), ["done", "done"]);
});

Deno.test("an agent whose own end reported that it failed has failed, whatever its call returns", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "c1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .tell("turn.failure", { agent: "a1" }).ends("Agent", "c1");
  assertEquals(story.states, { main: "working", a1: "failed" });
  assertEquals(story.session.errors, 1);
});
