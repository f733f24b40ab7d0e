import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import { logPath, runPath, type StatePaths, statePaths } from "./home/paths.ts";
import {
  endRunNote,
  noteLastWords,
  readBadEnd,
  readRunEnd,
  type RunNote,
  writeRunNote,
} from "./run_note.ts";

const NOTE: RunNote = {
  schema_version: 1,
  instance: "one",
  pid: 4711,
  started_at: 1_000,
  store: "/nowhere/8765.db",
};

async function withPaths(work: (paths: StatePaths) => Promise<void>): Promise<void> {
  await using temp = await makeTempHome();
  const paths = statePaths(() => temp.path);
  await Deno.mkdir(paths.logs);
  await work(paths);
}

Deno.test("readBadEnd() knows of no bad end where nothing ran, or it ended well", () =>
  withPaths(async (paths) => {
    assertEquals(readBadEnd(paths, 8765), null);
    await writeRunNote(paths, 8765, NOTE);
    await endRunNote(paths, 8765, "one", 2_000);
    assertEquals(readBadEnd(paths, 8765), null);
  }));

Deno.test("endRunNote() notes the end of its own run, and of no other", () =>
  withPaths(async (paths) => {
    await endRunNote(paths, 8765, "one", 2_000);
    assertEquals(readBadEnd(paths, 8765), null);
    await writeRunNote(paths, 8765, NOTE);
    await endRunNote(paths, 8765, "the run before", 2_000);
    assertEquals(readBadEnd(paths, 8765)?.pid, 4711);
  }));

Deno.test("readRunEnd() tells a stop, a replacement and a crash apart", () =>
  withPaths(async (paths) => {
    const end = () => readRunEnd(paths, 8765, "one");
    assertEquals(end(), null);
    await writeRunNote(paths, 8765, NOTE);
    assertEquals(end(), null);
    await endRunNote(paths, 8765, "one", 2_000);
    assertEquals(end(), "stop");
    await endRunNote(paths, 8765, "one", 2_000, "restart");
    assertEquals(end(), "restart");
    await writeRunNote(paths, 8765, { ...NOTE, instance: "two" });
    assertEquals(end(), "restart");
    // An older release did not say what ended a run; what nobody writes is not believed.
    await writeRunNote(paths, 8765, { ...NOTE, ended_at: 2_000 });
    assertEquals(end(), "stop");
    await Deno.writeTextFile(
      runPath(paths, 8765),
      JSON.stringify({ ...NOTE, ended_at: 2_000, ended_by: "magic" }),
    );
    assertEquals(end(), null);
  }));

Deno.test("readBadEnd() tells the last words of a run: its own, else those of its log", () =>
  withPaths(async (paths) => {
    await writeRunNote(paths, 8765, NOTE);
    const silent = { pid: 4711, started_at: 1_000, last_seen: 1_000, last_words: null };
    assertEquals(readBadEnd(paths, 8765), silent);
    await Deno.writeTextFile(logPath(paths, 8765), "first\nlast\n \n");
    const logged = readBadEnd(paths, 8765);
    assertEquals(logged?.last_words, "last");
    assertEquals((logged?.last_seen ?? 0) > 1_000, true);
    noteLastWords(paths, 8765, NOTE, "out of memory");
    assertEquals(readBadEnd(paths, 8765)?.last_words, "out of memory");
  }));

Deno.test("readBadEnd() believes no note that is none", () =>
  withPaths(async (paths) => {
    const wrong: readonly unknown[] = [
      null,
      7,
      { ...NOTE, instance: 7 },
      { ...NOTE, pid: 1.5 },
      { ...NOTE, started_at: "now" },
      { ...NOTE, store: null },
      { ...NOTE, ended_at: "later" },
      { ...NOTE, last_words: 7 },
    ];
    for (const note of wrong) {
      await Deno.writeTextFile(runPath(paths, 8765), JSON.stringify(note));
      assertEquals(readBadEnd(paths, 8765), null, JSON.stringify(note));
    }
    await Deno.writeTextFile(runPath(paths, 8765), "no JSON");
    assertEquals(readBadEnd(paths, 8765), null);
  }));
