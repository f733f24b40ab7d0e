import { assertEquals, assertMatch } from "@std/assert";
import {
  isSameStart,
  parsePowerShellStarts,
  parseProcStats,
  parsePsStarts,
  processStatusOf,
  readProcessStarts,
} from "./process_start.ts";

const BOOT = "0f1d9a52-9a1e-4c58-8a35-2f2f9f1f9a11";
const FIELDS = "1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 11 0 987654 100 200";

Deno.test("parseProcStats() joins the boot's id and the ticks", () => {
  const text = `${BOOT}\n42 (deno) S ${FIELDS}\n43 (sh) R ${FIELDS}\n`;
  const start = `boot:${BOOT}:987654`;
  assertEquals(parseProcStats(text), new Map([[42, start], [43, start]]));
});

Deno.test("parseProcStats() is not fooled by the name of a process", () => {
  const text = `${BOOT}\n42 (a) S 1 2\n(b) (c)) S ${FIELDS}\n`;
  assertEquals(parseProcStats(text), new Map([[42, `boot:${BOOT}:987654`]]));
});

Deno.test("parseProcStats() leaves out zombies, and gives up without a boot id", () => {
  assertEquals(parseProcStats(`${BOOT}\n42 (deno) Z ${FIELDS}\n`), new Map());
  assertEquals(parseProcStats(`42 (deno) S ${FIELDS}\n`), null);
});

Deno.test("parsePsStarts() reads the times of ps", () => {
  const text = "   42 Ss   Sun Nov 22 15:28:11 2026\n  43 Z+   Sun Nov 22 15:28:11 2026\n";
  assertEquals(parsePsStarts(text), new Map([[42, "seconds:1795361291"]]));
});

Deno.test("parsePowerShellStarts() reads file times", () => {
  assertEquals(
    parsePowerShellStarts("42 134083840123456789\r\n"),
    new Map([[42, "filetime:134083840123456789"]]),
  );
});

Deno.test("isSameStart() allows two seconds where the system counts seconds", () => {
  assertEquals(isSameStart("seconds:100", "seconds:102"), true);
  assertEquals(isSameStart("seconds:100", "seconds:103"), false);
  assertEquals(isSameStart("boot:a:1", "boot:a:2"), false);
  assertEquals(isSameStart("boot:a:1", "boot:a:1"), true);
});

Deno.test("readProcessStarts() tells this process from one that does not exist", async () => {
  const starts = await readProcessStarts([Deno.pid, 4_194_303]);
  assertEquals([...starts?.keys() ?? []], [Deno.pid]);
  assertMatch(starts?.get(Deno.pid) ?? "", /^(boot|seconds|filetime):/);
});

Deno.test("readProcessStarts() gives null when the system does not answer in time", async () => {
  const run = () => Promise.resolve({ kind: "late" as const });
  for (const os of ["linux", "darwin", "windows"] as const) {
    assertEquals(await readProcessStarts([Deno.pid], { os, run }), null, os);
  }
});

Deno.test("processStatusOf() tells ended processes from those that cannot be known", () => {
  const recorded = { pid: 7, start: "boot:a:1" };
  assertEquals(processStatusOf(recorded, new Map([[7, "boot:a:1"]])), "there");
  assertEquals(processStatusOf(recorded, new Map([[7, "boot:a:2"]])), "gone");
  assertEquals(processStatusOf(recorded, new Map()), "gone");
  assertEquals(processStatusOf(recorded, new Map([[7, "seconds:100"]])), "unknown");
  assertEquals(processStatusOf(recorded, null), "unknown");
});
