import { assertEquals } from "@std/assert";
import { Story, type Told } from "./_story.ts";

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

Deno.test("an Escape at the question interrupts the turn, where telemetry tells of it", () => {
  const story = asked().tell("otel.tool.decision", {
    source: "otel",
    tool: "Bash",
    correlation: "t1",
    data: { decision: "reject", source: "user_abort" },
  });
  assertEquals(story.session.state, "interrupted");
  assertEquals(story.session.waiting, null);
  assertEquals(story.agent("main").tool, null);
});

Deno.test("a no that telemetry tells of answers the question, and the turn goes on", () => {
  const story = asked().tell("otel.tool.decision", {
    source: "otel",
    tool: "Bash",
    correlation: "t1",
    data: { decision: "reject", source: "user_reject" },
  });
  assertEquals(story.session.state, "working");
  assertEquals(story.agent("main").tool, null);
});

Deno.test("telemetry that names no tool use answers the only question about that tool", () => {
  const decision: Told = {
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
