/** What hooks leave in the spool, and what the server makes of it. */
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import type { CanonicalEvent } from "../../lib/events/event.ts";
import { readProcessStarts } from "../../lib/ports/process_start.ts";
import { PLUGIN_MARK } from "../../lib/spool/hook_script.ts";
import { PrivateSpoolFolder } from "../../lib/spool/spool_folder.ts";
import { watchFolder } from "../../lib/spool/watch_folder.ts";
import { makeTempHome } from "../support/home.ts";
import { startTestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

function spoolIn(path: string, every = 2_000) {
  return {
    folder: new PrivateSpoolFolder(path),
    watch: (onChange: () => void) => watchFolder(path, { onChange, log: () => {}, every }),
    readStarts: readProcessStarts,
  };
}

async function put(
  folder: string,
  name: string,
  body: unknown,
  at?: number,
  mark = "",
): Promise<void> {
  const path = join(folder, name);
  // Its time is set before the server can see it.
  await Deno.writeTextFile(join(folder, `.${name}`), `${mark}${JSON.stringify(body)}\n`);
  if (at !== undefined) await Deno.utime(join(folder, `.${name}`), new Date(at), new Date(at));
  await Deno.rename(join(folder, `.${name}`), path);
}

async function stored(
  server: {
    readonly store: {
      page(request: { limit: number }): Promise<{ events: readonly CanonicalEvent[] }>;
    };
  },
  count: number,
): Promise<readonly CanonicalEvent[]> {
  const events = await until(`${count} events`, async () => {
    const page = await server.store.page({ limit: 1_000 });
    return page.events.length >= count && page.events;
  });
  return events.toSorted((left, right) => left.id - right.id);
}

async function isEmpty(folder: string): Promise<boolean> {
  return (await Array.fromAsync(Deno.readDir(folder))).length === 0;
}

Deno.test("a large input is taken in its turn, at its own time and with its process", async () => {
  await using home = await makeTempHome();
  const hour = Date.now() - 3_600_000;
  const hook = (hook_event_name: string) => ({ hook_event_name, session_id: "s-1" });
  const prompt = "password: kX9#mQ2$vL7! ".repeat(10_000);
  await put(home.path, "7.10", hook("SessionStart"), hour);
  await put(home.path, "7.20", { ...hook("UserPromptSubmit"), prompt }, hour + 1_000);
  await put(home.path, "7.30", hook("Stop"), hour + 2_000);
  await using server = await startTestServer({ spool: spoolIn(home.path, 60_000) });
  const events = await stored(server, 3);
  assertEquals(events.map(({ type }) => type), ["session.start", "prompt.submit", "turn.stop"]);
  const [, large] = events;
  assertEquals([large?.ts, Object(large?.data)["claude_pid"]], [hour + 1_000, 7]);
  assert(!JSON.stringify(large).includes("kX9#mQ2"));
  await until("an empty spool", () => isEmpty(home.path));
});

Deno.test("the server takes what waited for it, in order and at its own times, and what comes", async () => {
  await using home = await makeTempHome();
  const hour = Date.now() - 3_600_000;
  const hook = (hook_event_name: string) => ({ hook_event_name, session_id: "s-1" });
  await put(home.path, "7.30", hook("Stop"), hour + 2_000);
  await put(home.path, "7.10", { ...hook("UserPromptSubmit"), prompt: "hi" }, hour);
  await using server = await startTestServer({ spool: spoolIn(home.path, 60_000) });
  const [prompt, stop] = await stored(server, 2);
  assertEquals([prompt?.type, stop?.type], ["prompt.submit", "turn.stop"]);
  assertEquals([prompt?.ts, stop?.ts], [hour, hour + 2_000]);
  assert((prompt?.received ?? 0) > hour + 3_000_000);
  await put(home.path, "7.40", hook("SessionEnd"));
  // The system's own word is enough: the slow look would come a minute later.
  const [, , end] = await stored(server, 3);
  assertEquals(end?.type, "session.end");
  await until("an empty spool", () => isEmpty(home.path));
});

Deno.test("the server takes what the system says nothing of", async () => {
  await using home = await makeTempHome();
  const spool = { ...spoolIn(home.path), watch: watchNothing };
  await using server = await startTestServer({ spool });
  await put(home.path, "7.10", { hook_event_name: "Stop", session_id: "s-1" });
  await stored(server, 1);
});

function watchNothing(onChange: () => void): () => void {
  const timer = setInterval(onChange, 50);
  return () => clearInterval(timer);
}

Deno.test("a session's beginning tells its process, and since when that runs", async () => {
  await using home = await makeTempHome();
  await using server = await startTestServer({ spool: spoolIn(home.path) });
  const body = { hook_event_name: "SessionStart", session_id: "s-1", source: "startup" };
  await put(home.path, `${Deno.pid}.10`, body);
  const [event] = await stored(server, 1);
  const starts = await readProcessStarts([Deno.pid]);
  const start = starts?.get(Deno.pid);
  assert(start !== undefined);
  assertEquals(event?.data, { ...body, claude_pid: Deno.pid, claude_process_start: start });
});

Deno.test("one thing that several hooks tell is there once; what happens twice is there twice", async () => {
  await using home = await makeTempHome();
  const long = Date.now() - 60_000;
  const notice = { hook_event_name: "Notification", session_id: "s-1", message: "again" };
  await put(home.path, "7.10", notice, long);
  await put(home.path, "7.11", notice, long + 10);
  await put(home.path, "7.12", notice, long + 5_000);
  await using server = await startTestServer({ spool: spoolIn(home.path) });
  const two = await stored(server, 2);
  assertEquals(two.map(({ ts }) => ts), [long, long + 5_000]);
  // An older way of hooking and this one, both in place.
  const stop = { hook_event_name: "Stop", session_id: "s-1" };
  await put(home.path, "7.20", stop);
  await stored(server, 3);
  const response = await fetch(`${server.url}/hooks/claude`, {
    method: "POST",
    body: JSON.stringify(stop),
  });
  await response.body?.cancel();
  assertEquals((await server.store.page({ limit: 10 })).events.length, 3);
});

Deno.test("what the plugin's hooks and those of settings tell is there once, on a slow machine too", async () => {
  await using home = await makeTempHome();
  const hour = Date.now() - 3_600_000;
  const notice = (message: string) => ({
    hook_event_name: "Notification",
    session_id: "s-1",
    message,
  });
  // While nobody took them: one came three seconds behind the other, and it happened twice.
  await put(home.path, "7.10", notice("before"), hour, " ");
  await put(home.path, "7.20", notice("before"), hour + 3_000, PLUGIN_MARK);
  await put(home.path, "7.30", notice("before"), hour + 60_000, PLUGIN_MARK);
  await put(home.path, "7.40", notice("before"), hour + 62_000, " ");
  await using server = await startTestServer({ spool: spoolIn(home.path, 60_000) });
  await stored(server, 2);
  await until("an empty spool", () => isEmpty(home.path));
  await put(home.path, "7.50", notice("after"), undefined, PLUGIN_MARK);
  await until("the first to be stored", () => isEmpty(home.path));
  await put(home.path, "7.60", notice("after"), Date.now() + 1_500, " ");
  await until("the second to be taken", () => isEmpty(home.path));
  const messages = (await stored(server, 3)).map(({ data }) => Object(data)["message"]);
  assertEquals(messages, ["before", "before", "after"]);
});

Deno.test("a file that was stored, but not removed, is not stored again", async () => {
  await using home = await makeTempHome();
  const folder = new PrivateSpoolFolder(home.path);
  let fail = true;
  const removing = {
    list: () => folder.list(),
    read: (file: Parameters<typeof folder.read>[0]) => folder.read(file),
    takeDropped: () => folder.takeDropped(),
    remove(file: Parameters<typeof folder.remove>[0]) {
      return fail ? Promise.reject(new Error("killed here")) : folder.remove(file);
    },
  };
  const edit = {
    hook_event_name: "PostToolUse",
    session_id: "s-1",
    tool_name: "Write",
    tool_use_id: "t-1",
    tool_input: { file_path: "/x/a.ts" },
  };
  await put(home.path, "7.10", edit, Date.now() - 5_000);
  await put(home.path, "7.11", { hook_event_name: "Stop", session_id: "s-1" }, Date.now() - 4_000);
  await using server = await startTestServer({
    spool: { ...spoolIn(home.path), folder: removing },
  });
  const before = await stored(server, 3);
  fail = false;
  await server.restart({ spool: spoolIn(home.path) });
  await until("an empty spool", () => isEmpty(home.path));
  assertEquals((await server.store.page({ limit: 10 })).events.length, before.length);
});
