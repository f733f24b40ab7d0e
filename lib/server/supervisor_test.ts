import { assertEquals } from "@std/assert";
import { Supervisor } from "./supervisor.ts";

function setUp() {
  let now = 0;
  let look = () => {};
  const every = (_ms: number, run: () => void) => {
    look = run;
    return () => {};
  };
  const supervisor = new Supervisor({ elapsed: () => now, every });
  const pass = (ms: number) => {
    now += ms;
    look();
  };
  return { supervisor, pass };
}

Deno.test("Supervisor is healthy while the event loop keeps time", () => {
  const { supervisor, pass } = setUp();
  for (let round = 0; round < 10; round++) pass(505);
  assertEquals(supervisor.degraded, []);
  assertEquals(supervisor.lag, { now: 5, max: 5 });
});

Deno.test("Supervisor tells of a stalled loop for a while", () => {
  const { supervisor, pass } = setUp();
  for (let round = 0; round < 10; round++) pass(500);
  pass(1_700);
  assertEquals(supervisor.degraded, ["The server was busy for 1200 ms without a break"]);
  for (let round = 0; round < 61; round++) pass(500);
  assertEquals(supervisor.degraded, []);
  assertEquals(supervisor.lag.max, 1_200);
});

Deno.test("Supervisor counts what its own start takes, and is not degraded by it", () => {
  const { supervisor, pass } = setUp();
  pass(1_700);
  assertEquals([supervisor.degraded, supervisor.lag.max], [[], 1_200]);
  pass(3_300);
  assertEquals(supervisor.degraded, []);
  pass(1_700);
  assertEquals(supervisor.degraded, ["The server was busy for 1200 ms without a break"]);
});

Deno.test("Supervisor tells of a reported trouble until it is resolved", () => {
  const { supervisor } = setUp();
  supervisor.report("store", "The disk is full");
  assertEquals(supervisor.degraded, ["The disk is full"]);
  supervisor.resolve("store");
  assertEquals(supervisor.degraded, []);
});

Deno.test("Supervisor tells of each trouble once while it lasts, and again when it comes back", () => {
  const { supervisor, pass } = setUp();
  const reported: string[] = [];
  supervisor.onTrouble = (text) => void reported.push(text);
  supervisor.report("store", "The disk is full");
  supervisor.report("store", "The disk is still full");
  assertEquals(reported, ["The disk is full"]);
  supervisor.resolve("store");
  supervisor.report("store", "The disk is full again");
  for (let round = 0; round < 62; round++) pass(500);
  supervisor.report("store", "And once more");
  assertEquals(reported, ["The disk is full", "The disk is full again", "And once more"]);
});
