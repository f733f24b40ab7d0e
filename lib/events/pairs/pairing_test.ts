import { assertEquals } from "@std/assert";
import { Pairing, type PairInput } from "./pairing.ts";

const T = 1_800_000_000_123;

function pre(tool: string, at: number, given: Partial<PairInput> = {}): PairInput {
  return { type: "tool.pre", session: "s", tool, ts: T + at, received: T + at, ...given };
}

function post(tool: string, at: number, given: Partial<PairInput> = {}): PairInput {
  return { ...pre(tool, at, given), type: "tool.post" };
}

Deno.test("Pairing joins by tool use id, whatever happens between", () => {
  const pairing = new Pairing();
  pairing.see(pre("Bash", 0, { correlation: "t1", once: true }));
  pairing.see(pre("Bash", 10, { correlation: "t2", once: true }));
  assertEquals(pairing.see(post("Bash", 30, { correlation: "t2", once: true })), {
    duration_ms: 20,
  });
  assertEquals(pairing.see(post("Bash", 50, { correlation: "t1", once: true })), {
    duration_ms: 50,
  });
  assertEquals(pairing.see(post("Bash", 60, { correlation: "t1", once: true })), undefined);
  assertEquals(pairing.open, 0);
});

Deno.test("Pairing does not guess for a tool use id whose beginning it never saw", () => {
  const pairing = new Pairing();
  pairing.see(pre("Bash", 0, { correlation: "t1", once: true }));
  assertEquals(pairing.see(post("Bash", 30, { correlation: "t9", once: true })), undefined);
  assertEquals(pairing.open, 1);
});

Deno.test("Pairing sets a correlation id right that belongs to another tool", () => {
  const pairing = new Pairing();
  pairing.see(pre("Read", 0, { correlation: "c1" }));
  pairing.see(pre("Grep", 5, { correlation: "c2" }));
  assertEquals(pairing.see(post("Read", 20, { correlation: "c2" })), {
    duration_ms: 20,
    correlation: "c1",
  });
  assertEquals(pairing.see(post("Grep", 25)), { duration_ms: 20, correlation: "c2" });
});

Deno.test("Pairing joins in order per session and tool, where there is no id", () => {
  const pairing = new Pairing();
  pairing.see(pre("Bash", 0));
  pairing.see(pre("Bash", 10));
  pairing.see(pre("Bash", 11, { session: "other" }));
  assertEquals(pairing.see(post("Bash", 20)), { duration_ms: 20 });
  assertEquals(pairing.see(post("Edit", 21)), undefined);
  assertEquals(pairing.see(post("Bash", 40)), { duration_ms: 30 });
  assertEquals(pairing.see(post("Bash", 41)), undefined);
});

Deno.test("Pairing keeps the duration that the emitter says", () => {
  const pairing = new Pairing();
  pairing.see(pre("Bash", 0, { correlation: "t1", once: true }));
  assertEquals(
    pairing.see(post("Bash", 99, { correlation: "t1", once: true, duration_ms: 42 })),
    {},
  );
});

Deno.test("Pairing takes our clock where the emitter's only ticks in seconds, or runs back", () => {
  const pairing = new Pairing();
  pairing.see(pre("Bash", 0, { ts: 1_800_000_000_000 }));
  assertEquals(pairing.see(post("Bash", 250, { ts: 1_800_000_000_000 })), { duration_ms: 250 });
  pairing.see(pre("Bash", 0, { ts: T + 500 }));
  assertEquals(pairing.see(post("Bash", 80, { ts: T })), { duration_ms: 80 });
});

Deno.test("Pairing joins agents, turns and sessions too", () => {
  const pairing = new Pairing();
  const at = (type: string, time: number, given: Partial<PairInput> = {}) =>
    pairing.see({ type, session: "s", ts: T + time, received: T + time, ...given });
  at("session.start", 0);
  at("prompt.submit", 10);
  at("agent.start", 20, { agent: "a" });
  at("agent.start", 30, { agent: "b" });
  assertEquals(at("agent.stop", 100, { agent: "b" }), { duration_ms: 70 });
  assertEquals(at("agent.stop", 100, { agent: "a" }), { duration_ms: 80 });
  assertEquals(at("turn.stop", 110), { duration_ms: 100 });
  assertEquals(at("session.end", 200), { duration_ms: 200 });
});

Deno.test("Pairing times a turn from its own prompt, also where the last one never ended", () => {
  for (const ids of [true, false]) {
    const pairing = new Pairing();
    const at = (type: string, time: number, prompt: string) =>
      pairing.see({
        type,
        session: "s",
        ts: T + time,
        received: T + time,
        correlation: ids ? prompt : undefined,
      });
    at("prompt.submit", 0, "a");
    at("prompt.submit", 5_000, "b");
    assertEquals(at("turn.stop", 6_000, "b"), { duration_ms: 1_000 });
    at("prompt.submit", 9_000, "c");
    assertEquals(at("turn.stop", 10_000, "c"), { duration_ms: 1_000 });
    at("task.report", 20_000, "d");
    assertEquals(at("turn.stop", 22_000, "d"), { duration_ms: 2_000 });
    assertEquals(pairing.open, 0);
  }
});

Deno.test("Pairing times a turn with a queued prompt from the first one", () => {
  const pairing = new Pairing();
  const at = (type: string, time: number) =>
    pairing.see({ type, session: "s", ts: T + time, received: T + time, correlation: "p" });
  at("prompt.submit", 0);
  at("prompt.submit", 3_000);
  assertEquals(at("turn.stop", 10_000), { duration_ms: 10_000 });
  assertEquals(pairing.open, 0);
});

Deno.test("Pairing does not time a session from the start of an earlier run", () => {
  const pairing = new Pairing();
  const at = (type: string, time: number) =>
    pairing.see({ type, session: "s", ts: T + time, received: T + time });
  assertEquals(at("session.end", 0), undefined);
  // Reported after its end.
  at("session.start", 500);
  at("session.start", 60_000);
  assertEquals(at("session.end", 61_000), { duration_ms: 1_000 });
  assertEquals(pairing.open, 0);
});

Deno.test("Pairing forgets the oldest beginnings before it grows without end", () => {
  const pairing = new Pairing();
  for (let n = 0; n < 25_000; n++) {
    pairing.see(pre("Bash", n, { correlation: `t${n}`, once: true }));
  }
  assertEquals(pairing.open, 10_000);
  assertEquals(pairing.see(post("Bash", 0, { correlation: "t1", once: true })), undefined);
});

Deno.test("Pairing ends a call that was denied", () => {
  const pairing = new Pairing();
  const call = { session: "s", tool: "Bash", correlation: "a" };
  pairing.see({ ...call, type: "tool.pre", ts: 1_500, received: 1_500 });
  const end = pairing.see({ ...call, type: "permission.denied", ts: 2_750, received: 2_750 });
  assertEquals(end?.duration_ms, 1_250);
  assertEquals(pairing.open, 0);
});

Deno.test("Pairing does not count the time in which the person is asked as the tool's own", () => {
  const pairing = new Pairing();
  const asks = (at: number) => ({ ...pre("Bash", at), type: "permission.request" });
  pairing.see(pre("Bash", 0, { correlation: "t1", once: true }));
  pairing.see(asks(10));
  assertEquals(pairing.see(post("Bash", 90_000, { correlation: "t1", once: true })), {});
  // Of several calls it is about the latest; the others keep their time.
  pairing.see(pre("Bash", 0, { correlation: "t2", once: true }));
  pairing.see(pre("Bash", 5, { correlation: "t3", once: true }));
  pairing.see(asks(10));
  assertEquals(pairing.see(post("Bash", 20, { correlation: "t2", once: true })), {
    duration_ms: 20,
  });
  assertEquals(pairing.see(post("Bash", 90_000, { correlation: "t3", once: true })), {});
});

Deno.test("Pairing joins nothing to what was open before it was cleared", () => {
  const pairing = new Pairing();
  pairing.see(pre("Bash", 0, { correlation: "t1", once: true }));
  pairing.see(pre("Read", 0));
  pairing.clear();
  assertEquals(pairing.open, 0);
  assertEquals(pairing.see(post("Bash", 30, { correlation: "t1", once: true })), undefined);
  assertEquals(pairing.see(post("Read", 30)), undefined);
});

Deno.test("Pairing that was cleared knows of nothing open", () => {
  const pairing = new Pairing();
  pairing.see(pre("Bash", 0, { correlation: "t1", once: true }));
  pairing.see(pre("Read", 0));
  pairing.clear();
  assertEquals(pairing.open, 0);
  assertEquals(pairing.see(post("Bash", 10, { correlation: "t1", once: true })), undefined);
  assertEquals(pairing.see(post("Read", 10)), undefined);
});
