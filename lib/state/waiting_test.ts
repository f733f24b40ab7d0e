import { assertEquals } from "@std/assert";
import { type Reported, Story } from "./_story.ts";

const PUSH = { data: { tool_name: "Bash", tool_input: { command: "git push" } } };

function asked(): Story {
  return new Story().tell("prompt.submit").starts("Bash", "t1", PUSH)
    .tell("permission.request", { tool: "Bash", ...PUSH });
}

Deno.test("a session waits from the permission request until the tool has run", () => {
  const story = asked();
  assertEquals(story.session.state, "permission");
  assertEquals(story.session.waiting, {
    kind: "permission",
    question: "Allow Bash: git push",
    event: 3,
    call: "t1",
    tool: "Bash",
    since: story.now,
    agent: null,
  });
  const since = story.now;
  assertEquals(story.wait(90).session.state_since, since);
  story.ends("Bash", "t1", PUSH);
  assertEquals(story.session.state, "working");
  assertEquals(story.session.waiting, null);
});

Deno.test("the end of another tool does not answer the question", () => {
  const story = asked().starts("Read", "t2").ends("Read", "t2");
  assertEquals(story.session.state, "permission");
});

Deno.test("a tool that starts well after the question shows that it was answered", () => {
  const story = asked().wait(10).starts("Read", "t2");
  assertEquals(story.session.state, "working");
});

Deno.test("the notice that follows a permission request is not a second question", () => {
  const story = asked().wait(6).tell("notification", {
    data: { notification_type: "permission_prompt", message: "Claude needs your permission" },
  });
  story.ends("Bash", "t1", PUSH);
  assertEquals(story.session.state, "working");
});

Deno.test("the notice of a sub-agent's question is not a question of the main agent", () => {
  const story = new Story().tell("prompt.submit")
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .starts("Bash", "t1", { agent: "a1", ...PUSH })
    .tell("permission.request", { agent: "a1", tool: "Bash", ...PUSH })
    .wait(6).tell("notification", { data: { notification_type: "permission_prompt" } });
  assertEquals(story.states, { main: "working", a1: "permission" });
  story.ends("Bash", "t1", { agent: "a1", ...PUSH });
  assertEquals(story.states, { main: "working", a1: "working" });
});

Deno.test("where only the notice is sent, the end of a sub-agent's tool answers it", () => {
  const story = new Story().tell("prompt.submit")
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .starts("Bash", "t1", { agent: "a1", ...PUSH })
    .tell("notification", { data: { notification_type: "permission_prompt" } });
  assertEquals(story.session.state, "permission");
  assertEquals(story.ends("Bash", "t1", { agent: "a1", ...PUSH }).session.state, "working");
});

Deno.test("older releases ask by notification only", () => {
  const story = new Story().tell("prompt.submit").tell("notification", {
    data: { message: "Claude needs your permission to use Bash" },
  });
  assertEquals(story.session.state, "permission");
  assertEquals(story.session.waiting?.question, "Claude needs your permission to use Bash");
  assertEquals(story.tell("turn.stop").session.state, "idle");
});

Deno.test("a denial answers the question", () => {
  const story = asked().tell("permission.denied", { tool: "Bash", correlation: "t1", ...PUSH });
  assertEquals(story.session.state, "working");
});

Deno.test("telemetry tells that a sub-agent's tool was allowed while it runs", () => {
  const story = new Story().tell("prompt.submit")
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .starts("Bash", "t1", { agent: "a1", ...PUSH })
    .tell("permission.request", { agent: "a1", tool: "Bash", ...PUSH });
  assertEquals(story.session.state, "permission");
  story.tell("otel.tool.decision", {
    source: "otel",
    tool: "Bash",
    correlation: "t1",
    data: { decision: "accept" },
  });
  assertEquals(story.states, { main: "working", a1: "working" });
  assertEquals(story.agent("a1").tool?.name, "Bash");
});

Deno.test("a refusal that tells nobody shows once the prompt is idle", () => {
  const story = asked().wait(60).tell("notification", {
    data: { notification_type: "idle_prompt" },
  });
  assertEquals(story.session.state, "interrupted");
  assertEquals(story.session.waiting, null);
});

Deno.test("a question of a tool waits for input until the tool has its answer", () => {
  const story = new Story().tell("prompt.submit").starts("AskUserQuestion", "t1", {
    data: { tool_input: { questions: [{ question: "Which database?" }] } },
  });
  assertEquals(story.session.state, "input");
  assertEquals(story.session.waiting?.question, "Which database?");
  assertEquals(story.ends("AskUserQuestion", "t1").session.state, "working");
});

Deno.test("a form of a server waits for input until it is answered", () => {
  const story = new Story().tell("prompt.submit").tell("elicitation.request", {
    data: { message: "Your account?" },
  });
  assertEquals(story.session.state, "input");
  assertEquals(story.tell("elicitation.result").session.state, "working");
});

Deno.test("a sub-agent that asks makes the session wait, and says who asks", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "t1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .tell("permission.request", { agent: "a1", tool: "Bash", ...PUSH });
  assertEquals(story.session.state, "permission");
  assertEquals(story.session.waiting?.agent, "tester");
  assertEquals(story.states, { main: "working", a1: "permission" });
});

Deno.test("Escape and No at a question end the turn, where telemetry tells of them", () => {
  for (const source of ["user_reject", "user_abort"]) {
    const story = asked().tell("otel.tool.decision", decided("t1", { decision: "reject", source }));
    assertEquals(story.session.state, "interrupted");
    assertEquals(story.session.waiting, null);
    assertEquals(story.agent("main").tool, null);
  }
});

Deno.test("a refusal of a rule or a hook ends no turn", () => {
  for (const source of ["config", "hook"]) {
    const story = asked().tell("otel.tool.decision", decided("t1", { decision: "reject", source }));
    assertEquals(story.session.state, "working");
    assertEquals(story.agent("main").tool, null);
  }
});

Deno.test("an agent in the background goes on when its question is refused", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "c1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .ends("Agent", "c1", { data: { tool_response: { status: "async_launched" } } })
    .starts("Bash", "t1", { agent: "a1", ...PUSH })
    .tell("permission.request", { agent: "a1", tool: "Bash", ...PUSH })
    .tell("turn.stop");
  assertEquals(story.states, { main: "idle", a1: "permission" });
  story.tell("otel.tool.decision", decided("t1", { decision: "reject", source: "user_reject" }));
  assertEquals(story.states, { main: "idle", a1: "working" });
  story.tell("agent.stop", { agent: "a1" });
  assertEquals(story.states, { main: "idle", a1: "done" });
});

Deno.test("a sub-agent goes on when its question is refused, and so does its caller", () => {
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "c1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .starts("Bash", "t1", { agent: "a1", ...PUSH })
    .tell("permission.request", { agent: "a1", tool: "Bash", ...PUSH });
  story.tell("otel.tool.decision", decided("t1", { decision: "reject", source: "user_reject" }));
  assertEquals(story.states, { main: "working", a1: "working" });
});

Deno.test("a No with words goes on: the step was over before telemetry reported it", () => {
  const turn = { data: { ...PUSH.data, prompt_id: "p1" } };
  const story = new Story().tell("prompt.submit", turn).starts("Bash", "t1", turn)
    .tell("permission.request", { tool: "Bash", ...turn });
  const reported = { decision: "reject", source: "user_reject", "prompt.id": "p1" };
  const no = { ...decided("t1", reported), ts: story.now + 500 };
  story.tell("tool.batch", turn).tell("otel.tool.decision", no);
  assertEquals(story.session.state, "working");
  // Where telemetry is faster, the step shows that the turn goes on.
  const early = asked().tell("otel.tool.decision", decided("t1", reported));
  assertEquals(early.session.state, "interrupted");
  assertEquals(early.tell("tool.batch").session.state, "working");
});

Deno.test("a refusal that is reported after the next prompt does not end that one's turn", () => {
  const story = new Story().tell("prompt.submit", { data: { prompt_id: "p1" } })
    .starts("Bash", "t1", PUSH).tell("permission.request", { tool: "Bash", ...PUSH })
    .tell("prompt.submit", { data: { prompt_id: "p2" } });
  const reported = { decision: "reject", source: "user_reject", "prompt.id": "p1" };
  story.tell("otel.tool.decision", decided("t1", reported));
  assertEquals(story.session.state, "working");
});

Deno.test("a decision about a tool is no answer to the form that the tool shows", () => {
  const form = { data: { message: "Your account?", mcp_server_name: "bank" } };
  const story = new Story().tell("prompt.submit").starts("mcp__bank__pay", "t1")
    .starts("Bash", "t2", PUSH).tell("elicitation.request", form)
    .tell("otel.tool.decision", {
      ...decided("t1", { decision: "accept" }),
      tool: "mcp__bank__pay",
    })
    .ends("Bash", "t2", PUSH);
  assertEquals(story.session.state, "input");
  assertEquals(story.session.waiting?.question, "Your account?");
  assertEquals(story.ends("mcp__bank__pay", "t1").session.state, "working");
});

Deno.test("the answer to a form answers neither another server's form nor a permission", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1", PUSH)
    .starts("mcp__bank__pay", "t2").starts("mcp__post__send", "t3")
    .tell("permission.request", { tool: "Bash", ...PUSH })
    .tell("elicitation.request", { data: { message: "PIN?", mcp_server_name: "bank" } })
    .tell("elicitation.request", { data: { message: "To whom?", mcp_server_name: "post" } })
    .tell("elicitation.result", { data: { action: "accept", mcp_server_name: "bank" } });
  assertEquals(story.session.state, "permission");
  story.tell("otel.tool.decision", decided("t1", { decision: "accept" }));
  assertEquals(story.session.waiting?.question, "To whom?");
  story.tell("elicitation.result", { data: { action: "accept", mcp_server_name: "post" } });
  assertEquals(story.session.state, "working");
});

Deno.test("a form whose call was not heard of is answered by no other tool", () => {
  const form = { data: { message: "PIN?", mcp_server_name: "bank" } };
  const story = new Story().tell("prompt.submit").starts("Bash", "t1")
    .tell("elicitation.request", form).ends("Bash", "t1");
  assertEquals(story.session.state, "input");
  assertEquals(story.ends("mcp__bank__pay", "t2").session.state, "working");
});

Deno.test("of two tools of one name, the end of one answers no question about another input", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1")
    .starts("Bash", "t2", { data: { tool_input: { command: "git push --dry-run" } } })
    .tell("permission.request", { tool: "Bash", ...PUSH });
  story.tell("otel.tool.decision", decided("t1", { decision: "accept" })).ends("Bash", "t1");
  assertEquals(story.session.state, "permission");
  assertEquals(story.ends("Bash", "t2").session.state, "working");
});

Deno.test("a decision that was taken before the question is no answer to it", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1");
  const before = story.now;
  story.starts("Bash", "t2", PUSH).tell("permission.request", { tool: "Bash", ...PUSH });
  const reported = {
    source: "otel",
    tool: "Bash",
    ts: before,
    correlation: "p",
    data: {
      decision: "accept",
      "prompt.id": "p",
    },
  };
  assertEquals(story.tell("otel.tool.decision", reported).session.state, "permission");
});

Deno.test("a notice that somebody is needed is believed only while something is at work", () => {
  const notice = { data: { notification_type: "agent_needs_input", message: "Needs you" } };
  for (const end of ["turn.stop", "session.end"]) {
    const story = new Story().tell("prompt.submit").tell(end);
    const { state } = story.session;
    assertEquals(story.tell("notification", notice).session.state, state);
  }
  const story = new Story().tell("prompt.submit")
    .starts("Agent", "c1", { data: { tool_input: { subagent_type: "tester" } } })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .ends("Agent", "c1", { data: { tool_response: { status: "async_launched" } } })
    .tell("turn.stop").tell("notification", notice);
  assertEquals(story.states, { main: "idle", a1: "input" });
});

function decided(tool: string, data: Record<string, string>): Reported {
  return { source: "otel", tool: "Bash", correlation: tool, data };
}

Deno.test("telemetry that names no tool use answers the only question about that tool", () => {
  const decision: Reported = {
    source: "otel",
    tool: "Bash",
    correlation: "prompt-1",
    data: { decision: "accept", "prompt.id": "prompt-1" },
  };
  const story = asked().starts("Bash", "t2").tell("otel.tool.decision", decision);
  assertEquals(story.session.state, "working");
  assertEquals(story.session.agents[0]?.tool?.name, "Bash");
  // Of two questions nobody knows which one it is about.
  const two = asked().starts("Bash", "t2", { data: { tool_input: { command: "ls" } } })
    .tell("permission.request", { tool: "Bash", data: { tool_input: { command: "ls" } } })
    .tell("otel.tool.decision", decision);
  assertEquals(two.session.state, "permission");
});

Deno.test("a form without a server's name is a question, too", () => {
  const story = new Story().tell("prompt.submit")
    .tell("elicitation.request", { data: { message: "PIN?" } });
  assertEquals(story.session.state, "input");
});
