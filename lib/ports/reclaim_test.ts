import { assertEquals } from "@std/assert";
import type { HolderClass } from "./holder_class.ts";
import { decideReclaim, type ReclaimPolicy } from "./reclaim.ts";
import type { ProcessInfo } from "./table/types.ts";

const PROCESS: ProcessInfo = {
  pid: 4711,
  ppid: 1,
  user: "ann",
  own: true,
  argv: ["python3", "x.py"],
  cwd: "/",
  start: "boot:1:1",
};
const WALK: ReclaimPolicy = { reclaim: true, force: false, choice: "other" };
const FORCED: ReclaimPolicy = { reclaim: true, force: true, choice: "explicit" };
const FIRST: ReclaimPolicy = { reclaim: true, force: true, choice: "first of range" };

/** What is ended: by default, by `--force --port`, by `--force` alone. */
const RULES: readonly (readonly [HolderClass, boolean, boolean, boolean])[] = [
  ["debug-script", true, true, true],
  ["monitor", false, true, true],
  ["orphan", false, true, true],
  ["upstream", false, true, true],
  ["foreign", false, true, false],
  ["dashboard", false, false, false],
];

for (const [holderClass, walked, forced, first] of RULES) {
  Deno.test(`decideReclaim() treats "${holderClass}" by the rules`, () => {
    assertEquals(ends(holderClass, WALK), walked, "without --force");
    assertEquals(ends(holderClass, FORCED), forced, "with --force and --port");
    assertEquals(ends(holderClass, FIRST), first, "with --force, on the first port");
    assertEquals(ends(holderClass, { ...FIRST, choice: "other" }), walked, "on other ports");
  });
}

Deno.test("decideReclaim() leaves debug scripts with --no-reclaim", () => {
  assertEquals(ends("debug-script", { ...WALK, reclaim: false }), false);
  assertEquals(ends("debug-script", { ...FORCED, reclaim: false }), true);
});

Deno.test("decideReclaim() never ends what it must not, even with --force", () => {
  assertEquals(ends("debug-script", FORCED, [{ ...PROCESS, own: false }]), false, "other user");
  assertEquals(ends("foreign", FORCED, [{ ...PROCESS, own: null }]), false, "unknown user");
  assertEquals(ends("foreign", FORCED, [{ ...PROCESS, pid: 1 }]), false, "process 1");
  assertEquals(ends("foreign", FORCED, [{ ...PROCESS, pid: 77 }]), false, "an ancestor");
  assertEquals(ends("foreign", FORCED, [{ ...PROCESS, start: null }]), false, "no start time");
  assertEquals(ends("foreign", FORCED, []), false, "no process");
  assertEquals(ends("foreign", FORCED, [PROCESS, { ...PROCESS, own: false }]), false, "one of two");
});

Deno.test("decideReclaim() leaves sockets whose process is hidden", () => {
  const holder = { port: 8765, addresses: ["127.0.0.1"], processes: [PROCESS], hidden: true };
  const decision = decideReclaim({ holder, holderClass: "debug-script" }, WALK, { ancestors: [] });
  assertEquals(decision.kind, "leave");
});

function ends(
  holderClass: HolderClass,
  policy: ReclaimPolicy,
  processes: readonly ProcessInfo[] = [PROCESS],
): boolean {
  const holder = { port: 8765, addresses: ["127.0.0.1"], processes, hidden: false };
  return decideReclaim({ holder, holderClass }, policy, { ancestors: [77] }).kind === "end";
}
