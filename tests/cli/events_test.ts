import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

async function started(): Promise<Sandbox> {
  const sandbox = await makeSandbox();
  const { code, stderr } = await sandbox.run(["start"]);
  assertEquals(code, 0, stderr);
  return sandbox;
}

Deno.test("send stores events with keys, and history finds them with and without a server", async () => {
  await using sandbox = await started();
  const one = await sandbox.run(["send", "--type", "build.done", "--json", '{"summary":"Built"}']);
  assertEquals(one.code, 0, one.stderr);
  const lines = '{"type":"note","n":1}\n{"type":"note","n":1}\n';
  const many = await sandbox.run(["send", "-"], { stdin: lines });
  assertEquals([many.code, many.stdout], [0, `Sent 2 events to port ${sandbox.range.first}\n`]);
  const list = async (...args: string[]) => {
    const { code, stdout, stderr } = await sandbox.run([
      "history",
      "--json",
      "-source:monitor",
      ...args,
    ]);
    assertEquals(code, 0, stderr);
    return JSON.parse(stdout).events.map(({ type }: { type: string }) => type);
  };
  const all = ["build.done", "note", "note"];
  assertEquals(await list(), all);
  assertEquals(await list("type:note"), ["note", "note"]);
  await sandbox.run(["stop"]);
  assertEquals(await list(), all);
  assertEquals(await list("-n", "1"), ["note"]);
});

Deno.test("send and history say what is wrong and where", async () => {
  await using sandbox = await started();
  const bad = await sandbox.run(["send", "-"], { stdin: '{"type":"a"}\nnonsense\n' });
  assertEquals(bad.code, 1);
  assertMatch(bad.stderr, /Cannot send line 2: Not JSON/);
  const query = await sandbox.run(["history", "tool:Bash (x"]);
  assertEquals(query.code, 2);
  assertMatch(query.stderr, /closing bracket[^]*\n {2,}\^/);
  await sandbox.run(["stop"]);
  assertEquals((await sandbox.run(["send", "--type", "a"])).code, 3);
});

Deno.test("what export writes, import reads into another store, once", async () => {
  await using sandbox = await started();
  const input = Array.from({ length: 1_500 }, (_, n) => `{"type":"row","n":${n}}\n`).join("");
  assertEquals((await sandbox.run(["send", "-"], { stdin: input })).code, 0);
  const exported = await sandbox.run(["export", "type:row"]);
  assertEquals(exported.stdout.split("\n").length, 1_501);
  const csv = await sandbox.run(["export", "--format", "csv"]);
  assertStringIncludes(csv.stdout, "id,ts,received");
  await sandbox.run(["stop"]);

  await using other = await makeSandbox();
  const file = join(other.folder, "events.ndjson");
  await Deno.writeTextFile(file, exported.stdout);
  for (const offline of [true, false]) {
    if (!offline) await other.run(["start"]);
    const { code, stdout, stderr } = await other.run(["import", file]);
    assertEquals(
      [code, stdout],
      [0, `Imported 1,500 events to port ${other.range.first}\n`],
      stderr,
    );
  }
  const again = await other.run(["export", "type:row"]);
  const facts = (text: string) =>
    text.trim().split("\n").map((line) => {
      const { ts, type, data } = JSON.parse(line);
      return { ts, type, data };
    });
  assertEquals(facts(again.stdout), facts(exported.stdout));
});

Deno.test("tail follows over a restart and loses nothing", async () => {
  await using sandbox = await started();
  await sandbox.run(["send", "--type", "first"]);
  const child = sandbox.spawn(["tail", "source:api", "--after", "0", "--format", "json"]);
  const errors = new Response(child.stderr).text();
  let text = "";
  const reading = (async () => {
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  const types = () => text.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line).type);
  await until("the first event", () => types().length === 1);
  await sandbox.run(["stop"]);
  await sandbox.run(["start"]);
  await sandbox.run(["send", "--type", "second"]);
  await until("the second event", () => types().length === 2);
  child.kill("SIGINT");
  assertEquals((await child.status).code, 0);
  await reading;
  assertEquals(types(), ["first", "second"]);
  assertMatch(await errors, /Connection lost/);
});

Deno.test("tail --waiting shows each kind of question to the person, and nothing else", async () => {
  await using sandbox = await started();
  const url = `http://localhost:${sandbox.range.first}/hooks/claude`;
  const tell = async (hook_event_name: string, fields: Record<string, unknown> = {}) => {
    const body = JSON.stringify({ session_id: "s-1", hook_event_name, ...fields });
    assertEquals((await fetch(url, { method: "POST", body })).status, 204);
  };
  await tell("UserPromptSubmit", { prompt: "permission_prompt AskUserQuestion" });
  await tell("PreToolUse", { tool_name: "Bash", tool_use_id: "u1", tool_input: {} });
  await tell("PermissionRequest", { tool_name: "Bash", tool_input: { command: "git push" } });
  await tell("PreToolUse", { tool_name: "AskUserQuestion", tool_use_id: "u2", tool_input: {} });
  await tell("Elicitation", { message: "Your account?" });
  await tell("Notification", { notification_type: "auth_success", message: "Signed in" });
  await tell("Notification", { notification_type: "idle_prompt", message: "Waiting" });
  await tell("Stop");
  const child = sandbox.spawn(["tail", "--waiting", "--after", "0", "--format", "json"]);
  let text = "";
  const reading = (async () => {
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  const types = () => text.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line).type);
  await until("four questions", () => types().length >= 4);
  child.kill("SIGINT");
  await Promise.all([reading, child.stderr.cancel(), child.status]);
  assertEquals(types(), [
    "permission.request",
    "tool.pre",
    "elicitation.request",
    "notification",
  ]);
});

Deno.test("tail --waiting lists the questions that are open already, and then follows", async () => {
  await using sandbox = await started();
  const url = `http://localhost:${sandbox.range.first}/hooks/claude`;
  const tell = async (session_id: string, command: string, more: object = {}) => {
    const about = { session_id, cwd: `/home/dev/${session_id}`, tool_name: "Bash" };
    const event = { hook_event_name: "PermissionRequest", ...about, tool_input: { command } };
    const body = JSON.stringify({ ...event, ...more });
    assertEquals((await fetch(url, { method: "POST", body })).status, 204);
  };
  await tell("shop", "git push");
  await tell("answered", "rm -rf dist");
  await tell("answered", "", { hook_event_name: "Stop" });
  await tell("blog", "npm publish");
  const follow = (...args: string[]) => {
    const child = sandbox.spawn(["tail", "--waiting", ...args]);
    const reported = { out: "", err: "" };
    const read = async (name: keyof typeof reported, stream: typeof child.stdout) => {
      for await (const text of stream.pipeThrough(new TextDecoderStream())) reported[name] += text;
    };
    const reading = Promise.all([read("out", child.stdout), read("err", child.stderr)]);
    const end = async () => {
      child.kill("SIGINT");
      assertEquals((await child.status).code, 0);
      await reading;
    };
    return { reported, end, lines: () => reported.out.trim().split("\n").filter(Boolean) };
  };
  const people = follow();
  const tools = follow("--json");
  const shop = follow("project:shop", "--json");
  await until("those that wait", () => people.lines().length === 2 && tools.lines().length === 2);
  await until("the one of this project", () => shop.lines().length === 1);
  assertStringIncludes(people.reported.err, "2 questions are open:\n");
  assertMatch(people.lines()[0] ?? "", /shop .*● .*git push .* waits for \d+s {2}#\d+$/);
  assertMatch(people.lines()[1] ?? "", /blog .*● .*npm publish .* waits for \d+s {2}#\d+$/);
  const [first] = tools.lines().map((line) => JSON.parse(line));
  assertEquals([first.session, first.waiting_since], ["shop", first.received]);
  // The notice of a question that was reported is no second one.
  await tell("blog", "", {
    hook_event_name: "Notification",
    notification_type: "permission_prompt",
  });
  await tell("late", "make deploy");
  await until("a new question", () => people.lines().length === 3 && tools.lines().length === 3);
  assertMatch(people.lines()[2] ?? "", /late .*● .*make deploy {2}#\d+$/);
  assertEquals(JSON.parse(tools.lines()[2] ?? "").waiting_since, undefined);
  for (const child of [people, tools, shop]) await child.end();
  // What ends by our own hand is no lost connection.
  assert(!people.reported.err.includes("Connection lost"), people.reported.err);
  assertEquals(shop.lines().length, 1);
});

Deno.test("tail --waiting says when nobody waits", async () => {
  await using sandbox = await started();
  const child = sandbox.spawn(["tail", "--waiting"]);
  let text = "";
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) text += chunk;
  })();
  await until("the notice", () => text.includes("Nobody waits now\n"));
  child.kill("SIGINT");
  await Promise.all([reading, child.stdout.cancel(), child.status]);
});

Deno.test("import and doctor --classify say what is wrong with a file", async () => {
  await using sandbox = await makeSandbox();
  for (const command of [["import"], ["doctor", "--classify"]]) {
    const folder = await sandbox.run([...command, sandbox.folder]);
    assertEquals(folder.code, 1);
    assertStringIncludes(folder.stderr, "Reason: It is a folder");
    const absent = await sandbox.run([...command, "absent.ndjson"]);
    assertEquals(absent.code, 1);
    assertMatch(absent.stderr, /^Error: There is no file "absent.ndjson"\nSuggestion: /);
  }
});
