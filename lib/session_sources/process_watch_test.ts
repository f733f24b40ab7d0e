import { assert, assertEquals } from "@std/assert";
import { viewSessions } from "../state/mod.ts";
import { Machine } from "./_machine.ts";
import type { SeenProcess } from "./seen_processes.ts";

Deno.test("a session whose process is gone has ended", async () => {
  const machine = new Machine().hook("session.start", { claude_pid: 42 }).hook("prompt.submit");
  await machine.wait(10);
  machine.processes.delete(42);
  await machine.wait(4);
  assertEquals([machine.session.state, machine.types], ["done", ["session.end"]]);
});

Deno.test("a session that is killed while it rests, soon after its start, has ended", async () => {
  const machine = new Machine();
  machine.processes.set(43, "boot:a:8");
  // Another session rests already: its process was just looked for.
  machine.hook("session.start", { claude_pid: 43 }, { session: "t" });
  await machine.wait(2);
  machine.hook("session.start", { claude_pid: 42 });
  await machine.wait(4);
  machine.processes.delete(42);
  await machine.wait(5);
  const states = viewSessions(machine.state, machine.now).map(({ id, state }) => [id, state]);
  assertEquals(Object.fromEntries(states), { s: "done", t: "idle" });
});

Deno.test("a process that cannot be seen is not looked for again and again", async () => {
  const machine = new Machine();
  machine.processes.clear();
  machine.hook("session.start", { source: "startup", claude_pid: 42 });
  await machine.wait(60);
  assertEquals(machine.session.state, "idle");
  assert(machine.looks <= 31, `${machine.looks}`);
});

Deno.test("another process with the same number is another process", async () => {
  const machine = new Machine().hook("prompt.submit").writes("idle").hook("turn.stop");
  await machine.wait(30);
  machine.processes.set(42, "boot:a:99");
  await machine.wait(60);
  assertEquals(machine.session.state, "done");
});

Deno.test("a process that was never seen here is not gone: it may be in a container", async () => {
  const machine = new Machine().hook("session.start", {
    claude_pid: 42,
    claude_process_start: "boot:b:7",
  }).hook("prompt.submit", { claude_pid: 42 });
  await machine.wait(5);
  machine.processes.clear();
  await machine.wait(60);
  assertEquals([machine.session.state, machine.types], ["working", []]);
});

Deno.test("a session that is killed while no server runs has ended when the next one looks", async () => {
  const machine = new Machine().hook("session.start", { claude_pid: 42 }).hook("prompt.submit");
  await machine.wait(10);
  machine.processes.delete(42);
  machine.now += 60_000;
  await machine.restart().wait(6);
  assertEquals([machine.session.state, machine.types], ["done", ["session.end"]]);
  assertEquals(machine.kept, "[]");
});

Deno.test("a session that lives on over a restart goes on", async () => {
  const machine = new Machine().hook("session.start", { claude_pid: 42 }).hook("prompt.submit");
  await machine.wait(10);
  await machine.restart().wait(30);
  assertEquals([machine.session.state, machine.types], ["working", []]);
});

Deno.test("of the processes that were seen, only so many are remembered", async () => {
  const machine = new Machine();
  for (let pid = 100; pid < 1_400; pid++) {
    machine.processes.set(pid, `boot:a:${pid}`);
    machine.hook("session.start", { claude_pid: pid }, { session: `s${pid}` });
  }
  await machine.wait(10);
  const kept = JSON.parse(machine.kept) as [string, SeenProcess][];
  assertEquals([kept.length, kept.at(-1)?.[0]], [1_000, "s1399"]);
});
