import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { statePaths } from "../../lib/instance/home/paths.ts";
import {
  endRunNote,
  noteLastWords,
  readBadEnd,
  type RunNote,
  writeRunNote,
} from "../../lib/instance/run_note.ts";
import { makeSandbox } from "../support/cli.ts";
import { makeTempHome } from "../support/home.ts";
import { until } from "../support/until.ts";

Deno.test("after a kill the next start, status, the log and an event tell of it", async () => {
  await using sandbox = await makeSandbox();
  const { home, range, run } = sandbox;
  assertEquals((await run(["start"])).code, 0);
  const path = join(home, "instances", `${range.first}.json`);
  const { pid } = JSON.parse(await Deno.readTextFile(path));
  Deno.kill(pid, "SIGKILL");
  await until("it to be gone", async () => (await run(["status"])).code === 3);
  const gone = (await run(["status"])).stdout;
  assertStringIncludes(gone, "Ended: not by a stop; last sign of life 2");
  assertStringIncludes(gone, "Last Words: 2");

  // What was sent to it may be among its last words, and anybody may ask how a server is.
  const key = `sk-ant-api03-${"aB3".repeat(30)}`;
  const logOf = join(home, "logs", `${range.first}.log`);
  await Deno.writeTextFile(logOf, `out of memory at ${key}\n`, { append: true });
  const started = await run(["start"]);
  assertEquals(started.code, 0);
  const { last_run } = await (await fetch(`http://127.0.0.1:${range.first}/health`)).json();
  assertStringIncludes(last_run.last_words, "out of memory at ");
  assert(!last_run.last_words.includes(key), last_run.last_words);
  assertStringIncludes(started.stderr, `The last run (process ${pid}, started 2`);
  assertStringIncludes(started.stderr, "did not end well: last sign of life");
  const log = await Deno.readTextFile(logOf);
  assertStringIncludes(log, "did not end well");
  assert(!log.includes("no state of a last run"), log);
  assertStringIncludes((await run(["status"])).stdout, "Last Run: not by a stop");
  const { stdout } = await run(["history", "type:server.crash", "--json"]);
  assertStringIncludes(stdout, "The last run did not end well");
  assertStringIncludes(stdout, `"pid": ${pid}`);

  assertEquals((await run(["stop"])).code, 0);
  const again = await run(["start"]);
  assert(!again.stderr.includes("did not end well"), again.stderr);
  assertEquals((await run(["stop", "--force"])).code, 0);
  const last = await run(["start"]);
  assert(!last.stderr.includes("did not end well"), last.stderr);
});

Deno.test("an error that nobody caught is the last word of its run", async () => {
  await using temp = await makeTempHome();
  const paths = statePaths((name) => name === "MPM_MONITOR_HOME" ? temp.path : undefined);
  await Deno.mkdir(paths.logs, { mode: 0o700 });
  const note: RunNote = {
    schema_version: 1,
    instance: "one",
    pid: 77,
    started_at: 1_000,
    store: join(temp.path, "none.db"),
  };
  assertEquals(readBadEnd(paths, 8765), null);
  await writeRunNote(paths, 8765, note);
  await Deno.writeTextFile(join(paths.logs, "8765.log"), "one\ntwo\n");
  assertEquals(readBadEnd(paths, 8765)?.last_words, "two");
  noteLastWords(paths, 8765, note, "Uncaught error: out of luck");
  const end = readBadEnd(paths, 8765);
  assertEquals([end?.pid, end?.last_words], [77, "Uncaught error: out of luck"]);
  assert(Date.now() - (end?.last_seen ?? 0) < 60_000);
  await endRunNote(paths, 8765, "another", 2_000);
  assert(readBadEnd(paths, 8765) !== null);
  await endRunNote(paths, 8765, "one", 2_000);
  assertEquals(readBadEnd(paths, 8765), null);
});
