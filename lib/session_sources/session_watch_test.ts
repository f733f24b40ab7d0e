import { assertEquals } from "@std/assert";
import { Machine } from "./_machine.ts";

Deno.test("Escape while it thinks: Claude Code writes down that it is idle", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(10);
  assertEquals([machine.session.state, machine.types], ["working", []]);
  const escaped = machine.now;
  await machine.writes("idle").wait(2);
  assertEquals([machine.session.state, machine.types], ["interrupted", ["turn.interrupted"]]);
  assertEquals(machine.session.state_since, escaped);
  await machine.wait(60);
  assertEquals(machine.types, ["turn.interrupted"]);
});

Deno.test("Escape at a question ends the waiting, a yes answers it", async () => {
  const push = { tool_name: "Bash", tool_input: { command: "git push" } };
  const about = { tool: "Bash", correlation: "t1" };
  const asked = () =>
    new Machine().hook("prompt.submit").writes("busy").hook("tool.pre", push, about)
      .hook("permission.request", push, { tool: "Bash" });
  const refused = asked();
  await (await refused.wait(1)).writes("waiting", "permission prompt").wait(5);
  assertEquals([refused.session.state, refused.types], ["permission", []]);
  await refused.writes("idle").wait(2);
  assertEquals(refused.session.state, "interrupted");
  const allowed = asked();
  await (await allowed.wait(1)).writes("waiting", "permission prompt").wait(5);
  await allowed.writes("busy").wait(2);
  assertEquals([allowed.session.state, allowed.types], ["working", ["claude.status"]]);
  assertEquals(allowed.session.agents[0]?.tool?.name, "Bash");
});

Deno.test("a question that no hook tells of is seen", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(2);
  await machine.writes("waiting", "permission prompt").wait(2);
  assertEquals(machine.session.state, "permission");
  assertEquals(machine.session.waiting?.question, "Asks for permission");
  await machine.writes("busy").wait(2);
  assertEquals(machine.session.state, "working");
  await machine.writes("waiting", "input needed").wait(2);
  assertEquals(machine.session.state, "input");
});

Deno.test("a question that follows another one, and that no hook tells of, takes its place", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy").hook("tool.pre");
  await machine.wait(2);
  await machine.writes("waiting", "dialog open").wait(3);
  assertEquals(machine.session.state, "input");
  await machine.writes("waiting", "permission prompt").wait(2);
  assertEquals(machine.session.state, "permission");
  await machine.wait(30);
  assertEquals(machine.types, ["claude.status", "claude.status", "claude.status"]);
  // What a hook reported is more than a word for it.
  const asked = new Machine().hook("prompt.submit").writes("busy");
  asked.hook("elicitation.request", { mcp_server_name: "bank", message: "PIN?" });
  await (await asked.wait(1)).writes("waiting", "permission prompt").wait(10);
  assertEquals([asked.session.state, asked.types], ["input", []]);
});

Deno.test("a menu that the person opens is no question", async () => {
  const machine = new Machine().hook("prompt.submit").hook("turn.stop").writes("idle");
  await machine.wait(5);
  await machine.writes("waiting", "dialog open").wait(60);
  assertEquals([machine.session.state, machine.types], ["idle", []]);
});

Deno.test("the end of a turn is reported by its hook, also where that is slow", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(5);
  machine.writes("idle").says({ type: "system", subtype: "turn_duration" });
  await machine.wait(3);
  assertEquals(machine.types, []);
  machine.hook("turn.stop");
  await machine.wait(60);
  assertEquals([machine.session.state, machine.types], ["idle", []]);
});

Deno.test("a turn whose end no hook reported is over", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(5);
  machine.writes("idle").says({ type: "system", subtype: "turn_duration" });
  await machine.wait(8);
  assertEquals([machine.session.state, machine.types], ["idle", ["claude.status"]]);
});

Deno.test("work that nobody gave a prompt for is seen, and is no turn that was interrupted", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(2);
  await machine.hook("turn.stop").writes("idle").wait(10);
  await machine.writes("busy").wait(4);
  assertEquals(machine.session.state, "working");
  await machine.writes("idle").wait(3);
  assertEquals([machine.session.state, machine.types], ["idle", [
    "claude.status",
    "claude.status",
  ]]);
});

Deno.test("the prompt's hook may be faster than what is written down", async () => {
  const machine = new Machine().hook("prompt.submit").hook("turn.stop").writes("idle");
  await machine.wait(30);
  await machine.hook("prompt.submit").wait(3);
  await machine.writes("busy").wait(30);
  assertEquals([machine.session.state, machine.types], ["working", []]);
});

Deno.test("a session that thinks for long is not lost while Claude Code says that it is busy", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(25 * 60);
  assertEquals(machine.session.state, "working");
  assertEquals(machine.types.length, 5);
});

Deno.test("of a release that keeps no such file, the transcript tells an Escape", async () => {
  const machine = new Machine().hook("prompt.submit").says({
    type: "user",
    message: { role: "user", content: "go" },
  });
  await machine.wait(10);
  assertEquals(machine.session.state, "working");
  const content = [{ type: "text", text: "[Request interrupted by user]" }];
  machine.says({ type: "user", message: { role: "user", content } });
  await machine.wait(4);
  assertEquals([machine.session.state, machine.types], ["interrupted", ["turn.interrupted"]]);
});

Deno.test("nothing is read where no session is open, and little where one rests", async () => {
  const ended = new Machine().hook("prompt.submit").writes("idle").hook("session.end");
  await ended.wait(60);
  assertEquals([ended.reads, ended.looks], [0, 0]);
  const resting = new Machine().hook("prompt.submit").writes("idle").hook("turn.stop");
  await resting.wait(60);
  assertEquals([resting.reads <= 70, resting.looks <= 31], [true, true]);
  const before = resting.looks;
  await resting.wait(60);
  assertEquals(resting.looks - before <= 7, true);
});

Deno.test("what goes on failing is logged once", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(5);
  assertEquals(machine.log, []);
  machine.works = false;
  await machine.wait(30);
  assertEquals(machine.log, ["Cannot look at what Claude Code writes down: Error: no more files"]);
  machine.works = true;
  await machine.writes("idle").wait(3);
  assertEquals(machine.session.state, "interrupted");
});
