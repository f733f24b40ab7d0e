import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Story } from "./_story.ts";
import { EMPTY_STATE, reduce, viewProjects } from "./mod.ts";

Deno.test("reduce() leaves the state that it is given as it is", () => {
  const story = new Story().tell("prompt.submit");
  const before = story.state;
  const session = before.sessions.get("s");
  story.starts("Bash", "t1");
  assertEquals(before.last, 1);
  assertStrictEquals(before.sessions.get("s"), session);
  assertEquals(session?.agents.get("main")?.running, []);
});

Deno.test("reduce() skips what went into the state already", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1");
  const event = {
    id: 2,
    ts: 0,
    received: 0,
    source: "claude-code",
    category: "session",
    type: "session.end",
    session: "s",
    summary: "",
    data: {},
  } as const;
  assertStrictEquals(reduce(story.state, [event]), story.state);
});

Deno.test("reduce() takes any name for a session and any data", () => {
  const story = new Story();
  for (const data of [{}, { data: { data: { data: { data: {} } } } }, { tool_input: "text" }]) {
    story.tell("tool.pre", { session: "__proto__", agent: "constructor", data });
  }
  assertEquals(story.sessions.map((session) => session.id), ["__proto__"]);
  assertEquals(reduce(EMPTY_STATE, []), EMPTY_STATE);
});

Deno.test("reduce() forgets the sessions that were silent longest", () => {
  const story = new Story();
  for (let number = 0; number < 1_010; number++) {
    story.tell("prompt.submit", { session: `s${number}` });
  }
  assertEquals(story.sessions.length, 1_000);
  assert(!story.state.sessions.has("s9"));
  assert(story.state.sessions.has("s10"));
});

Deno.test("a session knows its project, model, branch, mode and title", () => {
  const story = new Story()
    .tell("session.start", { project: "/home/kim/kiosk", data: { model: "opus" } })
    .tell("prompt.submit", {
      project: "/home/kim/kiosk/web",
      data: { session_title: "Receipts", permission_mode: "plan", git_branch: "receipts" },
    });
  const { project, cwd, model, branch, permission_mode, title } = story.session;
  assertEquals({ project, cwd, model, branch, permission_mode, title }, {
    project: "/home/kim/kiosk",
    cwd: "/home/kim/kiosk/web",
    model: "opus",
    branch: "receipts",
    permission_mode: "plan",
    title: "Receipts",
  });
});

Deno.test("todos are what the last list says", () => {
  const story = new Story().tell("prompt.submit").ends("TodoWrite", "t1", {
    data: {
      tool_input: {
        todos: [
          { content: "Write the test", status: "completed" },
          { content: "Make it pass", status: "in_progress" },
        ],
      },
    },
  });
  assertEquals(story.session.tasks, [
    { id: "1", text: "Write the test", status: "completed" },
    { id: "2", text: "Make it pass", status: "in_progress" },
  ]);
});

Deno.test("tasks are made, changed and removed one by one", () => {
  const story = new Story().tell("prompt.submit")
    .ends("TaskCreate", "t1", {
      data: { tool_input: { subject: "Measure" }, tool_response: { task: { id: "1" } } },
    })
    .tell("task.created", { data: { task_id: "2", task_subject: "Mend" } })
    .ends("TaskUpdate", "t2", { data: { tool_input: { taskId: "1", status: "in_progress" } } })
    .tell("task.completed", { agent: "teammate", data: { task_id: "2" } });
  assertEquals(story.session.agents.map((agent) => agent.id), ["main"]);
  assertEquals(story.session.tasks, [
    { id: "1", text: "Measure", status: "in_progress" },
    { id: "2", text: "Mend", status: "completed" },
  ]);
  story.ends("TaskUpdate", "t3", { data: { tool_input: { taskId: "1", status: "deleted" } } });
  assertEquals(story.session.tasks.map((task) => task.id), ["2"]);
});

Deno.test("unknown use is unknown, and known use says where it comes from", () => {
  const story = new Story().tell("prompt.submit");
  assertEquals(story.session.usage, {
    tokens: null,
    cost_usd: null,
    context_percent: null,
    context_size: null,
  });
  story.tell("usage.tokens", { data: { input_tokens: 10, output_tokens: 0 } });
  assertEquals(story.session.usage.tokens, {
    counts: { input: 10, output: 0 },
    from: "claude-mpm",
  });
  const request = { input_tokens: 7, output_tokens: 5, cost_usd: 0.2 };
  for (let number = 0; number < 2; number++) {
    story.tell("otel.api.request", { source: "otel", data: request });
  }
  assertEquals(story.session.usage.tokens, {
    counts: { input: 14, output: 10 },
    from: "telemetry",
  });
  assertEquals(story.session.usage.cost_usd, { value: 0.4, from: "telemetry" });
  story.tell("session.status", {
    data: { cost: { total_cost_usd: 0.65 }, context_window: { used_percentage: 41 } },
  });
  assertEquals(story.session.usage.cost_usd, { value: 0.65, from: "status line" });
  assertEquals(story.session.usage.context_percent, { value: 41, from: "status line" });
});

Deno.test("viewProjects() gathers sessions by folder, the most urgent first", () => {
  const story = new Story()
    .tell("prompt.submit", { session: "a", project: "/home/kim/kiosk" })
    .tell("session.status", { session: "a", data: { cost: { total_cost_usd: 1.5 } } })
    .tell("session.end", { session: "b", project: "/home/kim/kiosk" })
    .tell("prompt.submit", { session: "c", project: "/home/kim/infra/" })
    .tell("permission.request", { session: "c", tool: "Bash" })
    .tell("prompt.submit", { session: "d" });
  const projects = viewProjects(story.sessions);
  assertEquals(
    projects.map(({ name, state, sessions, live, waiting }) => [
      name,
      state,
      sessions,
      live,
      waiting,
    ]),
    [
      ["infra", "permission", 1, 1, 1],
      ["No project", "working", 1, 1, 0],
      ["kiosk", "working", 2, 1, 0],
    ],
  );
  assertEquals(projects[2]?.cost_usd, 1.5);
  assertEquals(projects[0]?.cost_usd, null);
});
