import { assertEquals } from "@std/assert";
import type { AgentView, SessionView, WaitView } from "../../contract/state.ts";
import { standsStill } from "./stands_still.ts";

const WAIT: WaitView = {
  kind: "permission",
  question: "Allow Bash?",
  tool: "Bash",
  since: 0,
  event: 7,
  call: null,
  agent: "reviewer",
};

function agent(id: string, fields: Partial<AgentView>): AgentView {
  return {
    id,
    session: "s",
    project: null,
    name: id,
    parent: null,
    depth: 0,
    state: "working",
    state_since: 0,
    task: null,
    doing: null,
    tool: null,
    waiting: null,
    background: false,
    tools: 0,
    errors: 0,
    tokens: null,
    tasks: [],
    first: 0,
    last: 0,
    ...fields,
  };
}

function still(agents: readonly AgentView[], rest: Partial<SessionView> = {}): readonly string[] {
  return standsStill({ agents, tasks: [], background: [], ...rest }, WAIT);
}

Deno.test("standsStill() names those above who asks, the nearest first", () => {
  const agents = [
    agent("main", {}),
    agent("engineer", { parent: "main", depth: 1 }),
    agent("reviewer", { parent: "engineer", depth: 2, state: "permission", waiting: WAIT }),
  ];
  assertEquals(still(agents), ["Waiting for its answer: engineer, the main agent"]);
});

Deno.test("standsStill() says that nobody waits for an agent in the background", () => {
  const agents = [
    agent("main", {}),
    agent("reviewer", { parent: "main", depth: 1, background: true, waiting: WAIT }),
  ];
  assertEquals(still(agents), ["1 other agent goes on meanwhile"]);
});

Deno.test("standsStill() lists open tasks, further questions and what runs on", () => {
  const other = { ...WAIT, event: 9 };
  const agents = [
    agent("main", { waiting: WAIT, state: "permission" }),
    agent("two", { parent: "main", depth: 1, waiting: other, state: "permission" }),
  ];
  assertEquals(
    still(agents, {
      tasks: [
        { id: "1", text: "Test", status: "completed" },
        { id: "2", text: "Push", status: "pending" },
      ],
      background: [{ id: "b", kind: "shell", text: "the dev server" }],
    }),
    [
      "1 of 2 tasks open: Push",
      "1 more question in this session",
      "1 background task runs on: the dev server",
    ],
  );
  assertEquals(still([agent("main", { waiting: WAIT })]), []);
});

Deno.test("standsStill() ends where agents are said to call each other", () => {
  const agents = [
    agent("one", { parent: "reviewer", depth: 1 }),
    agent("reviewer", { parent: "one", depth: 2, waiting: WAIT }),
  ];
  assertEquals(still(agents), ["Waiting for its answer: one"]);
});
