import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../../events/event.ts";
import { began, ended, sample } from "../../rows/_sample.ts";
import { EventLog } from "../../rows/event_log.ts";
import { timeShares } from "./time_shares.ts";

/** Events happen at the second of their id. */
function shares(until: number, ...events: readonly CanonicalEvent[]) {
  const log = new EventLog(100);
  log.append(events);
  const { waiting, tools, agents, thinking, idle } = timeShares(log.rows, until * 1000);
  return [waiting, tools, agents, thinking, idle].map((ms) => ms / 1000);
}

const prompt = (id: number) => sample(id, { type: "prompt.submit", data: { prompt: "Go" } });
const answer = (id: number) =>
  sample(id, { type: "turn.stop", data: { last_assistant_message: "Done" } });

Deno.test("timeShares() counts every moment once: [waiting, tools, agents, thinking, idle]", () => {
  assertEquals(
    shares(
      30,
      prompt(1),
      began(4, { correlation: "a" }),
      ended(9, { correlation: "a" }),
      answer(12),
      prompt(20),
      answer(25),
    ),
    // 1-4, 9-12 and 20-25 it thought; 12-20 and 25-30 nothing went on.
    [0, 5, 0, 11, 13],
  );
});

Deno.test("timeShares() leaves the time of a question out of that of its tool", () => {
  const input = { tool_input: { command: "git push" } };
  assertEquals(
    shares(
      20,
      prompt(1),
      began(2, { correlation: "a", data: input }),
      sample(4, { type: "permission.request", tool: "Bash", data: input }),
      ended(14, { correlation: "a", duration_ms: 3000, data: input }),
      answer(15),
    ),
    [7, 5, 0, 2, 5],
  );
});

Deno.test("timeShares() counts what goes on until now, and what was never ended to its turn's end", () => {
  assertEquals(shares(10, prompt(1), began(3, { correlation: "a" })), [0, 7, 0, 2, 0]);
  assertEquals(shares(10, prompt(1), began(3, { correlation: "a" }), answer(5)), [0, 2, 0, 2, 5]);
  assertEquals(shares(10, prompt(1)), [0, 0, 0, 9, 0]);
  assertEquals(shares(10, prompt(1), sample(4, { type: "session.end" })), [0, 0, 0, 3, 6]);
});

Deno.test("timeShares() counts delegated work apart, and tools of the caller before it", () => {
  assertEquals(
    shares(
      12,
      prompt(1),
      began(2, { correlation: "t", tool: "Task" }),
      began(3, { correlation: "x", agent: "helper" }),
      ended(6, { correlation: "x", agent: "helper" }),
      began(7, { correlation: "b" }),
      ended(8, { correlation: "b" }),
      ended(10, { correlation: "t", tool: "Task" }),
      answer(12),
    ),
    [0, 1, 7, 3, 0],
  );
});

Deno.test("timeShares() of nothing is nothing, and of a session without a turn is idle", () => {
  assertEquals(shares(5), [0, 0, 0, 0, 0]);
  assertEquals(shares(5, sample(1, { type: "session.start" })), [0, 0, 0, 0, 4]);
});
