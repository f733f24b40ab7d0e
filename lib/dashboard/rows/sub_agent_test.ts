import { assertEquals } from "@std/assert";
import { began, ended, sample } from "./_sample.ts";
import { EventLog } from "./event_log.ts";
import { subAgentOf } from "./sub_agent.ts";

Deno.test("subAgentOf() joins calls and agents of one session and type, in order", () => {
  const log = new EventLog(100);
  const call = (id: number, correlation: string, type: string, session = "s1") =>
    began(id, {
      tool: "Task",
      correlation,
      session,
      data: { tool_input: { subagent_type: type } },
    });
  const start = (id: number, agent: string, type: string, session = "s1") =>
    sample(id, {
      type: "agent.start",
      status: "running",
      agent,
      session,
      data: { agent_type: type },
    });
  log.append([
    call(1, "a", "qa"),
    call(2, "b", "qa"),
    call(3, "c", "engineer"),
    start(4, "other", "qa", "s2"),
    start(5, "agent-e", "engineer"),
    start(6, "agent-a", "qa"),
    start(7, "agent-b", "qa"),
    ended(8, { tool: "Task", correlation: "a" }),
    call(9, "d", "qa"),
    ended(10, { tool: "Task", correlation: "d" }),
    start(11, "late", "qa"),
    began(12),
  ]);
  const found = log.rows.map((row) => [row.id, subAgentOf(row, log)]);
  assertEquals(found.filter(([, agent]) => agent !== undefined), [
    [1, "agent-a"],
    [2, "agent-b"],
    [3, "agent-e"],
  ]);
});
