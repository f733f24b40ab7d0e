import { assertEquals } from "@std/assert";
import { classOfHolder } from "../../ports/holder_class.ts";
import type { ReclaimPolicy } from "../../ports/reclaim.ts";
import type { ProcessInfo } from "../../ports/table/types.ts";
import { processOf } from "../_samples.ts";
import { statePaths } from "../home/paths.ts";
import { Reclaimer } from "./reclaimer.ts";
import type { PortSurvey } from "../survey.ts";

const WALK: ReclaimPolicy = { reclaim: true, force: false, choice: "first of range" };
const SCRIPT = processOf(7, "python3 /srv/claude-mpm/scripts/debug_x.py");

/** Lets a reclaimer see one process on port 8765, and traces all that it would end. */
function reclaimerOf(holder: ProcessInfo, ends = true) {
  const ended: number[] = [];
  const notes: string[] = [];
  let looks = 0;
  const look = (): Promise<PortSurvey> => {
    looks++;
    const port = { port: 8765, addresses: ["127.0.0.1"], processes: [holder], hidden: false };
    const holderClass = classOfHolder(port, { instances: [], answersAsOurs: false });
    const used = new Map([[8765, { holder: port, holderClass, instance: null, answer: null }]]);
    return Promise.resolve({ used, problems: [] });
  };
  const reclaimer = new Reclaimer({
    paths: statePaths(() => "/nowhere"),
    ports: [8765],
    note: (line) => notes.push(line),
    look,
    end: ({ pid }) => {
      ended.push(pid);
      return Promise.resolve(ends);
    },
  });
  return { reclaimer, ended, notes, looks: () => looks };
}

Deno.test("Reclaimer ends a debug script, says so, and looks again", async () => {
  const { reclaimer, ended, notes, looks } = reclaimerOf(SCRIPT);
  assertEquals(await reclaimer.free(8765, WALK), "retry");
  assertEquals(ended, [7]);
  assertEquals(notes, [
    "Reclaimed port 8765: ended python3 /srv/claude-mpm/scripts/debug_x.py (PID 7, user ann), " +
    "a Claude MPM debug script",
  ]);
  await reclaimer.survey();
  assertEquals(looks(), 2);
});

Deno.test("Reclaimer touches nothing that is not its own to end", async () => {
  const spared: [string, ProcessInfo, ReclaimPolicy][] = [
    ["another user's debug script", { ...SCRIPT, user: "bob", own: false }, WALK],
    ["pytest", processOf(8, "pytest tests/test_api.py"), WALK],
    ["an editor", processOf(9, "vim /srv/claude-mpm/scripts/test_x.py"), WALK],
    ["a debug script with --no-reclaim", SCRIPT, { ...WALK, reclaim: false }],
    ["a foreign server on the first port", processOf(10, "node server.js"), {
      ...WALK,
      force: true,
    }],
    ["this very process", { ...SCRIPT, pid: Deno.pid }, WALK],
  ];
  for (const [name, holder, policy] of spared) {
    const { reclaimer, ended, notes } = reclaimerOf(holder);
    assertEquals(await reclaimer.free(8765, policy), "next", name);
    assertEquals([ended, notes], [[], []], name);
    assertEquals(reclaimer.left.has(8765), true, name);
  }
});

Deno.test("Reclaimer goes on to the next port when a process cannot be ended", async () => {
  const { reclaimer, notes } = reclaimerOf(SCRIPT, false);
  assertEquals(await reclaimer.free(8765, WALK), "next");
  assertEquals(notes, []);
  assertEquals(reclaimer.left.get(8765), "it could not be ended");
});

Deno.test("Reclaimer leaves a port alone that was taken after it looked", async () => {
  const { reclaimer, ended } = reclaimerOf(SCRIPT);
  assertEquals(await reclaimer.free(8799, WALK), "next");
  assertEquals(ended, []);
});
