import { assertEquals } from "@std/assert";
import { KINDS, kindsOf } from "../integrate/kinds.ts";
import type { ExaminedHooks, HooksCheckup } from "./examine_hooks.ts";
import { hookFindings } from "./hook_findings.ts";

const HOOKS: ExaminedHooks = {
  path: "/home/kim/.claude/settings.json",
  scope: "user",
  port: 8765,
  token: false,
  forms: new Set(["spool"]),
  kinds: Object.keys(KINDS),
  telemetry: false,
  needsToken: false,
  showsToken: true,
  obstacles: [],
};
const CHECKUP: HooksCheckup = {
  written: [HOOKS],
  plugin: null,
  onPath: true,
  waiting: [],
  script: true,
  release: [2, 1, 332],
  windows: false,
};
const AGAIN = "mpm-monitor integrate claude-code --port 8765";

function found(changes: Partial<HooksCheckup>, hooks: Partial<ExaminedHooks> = {}) {
  const checkup = { ...CHECKUP, written: [{ ...HOOKS, ...hooks }], ...changes };
  return hookFindings(checkup, [8765]).map(({ state, advice }) => [state, advice]);
}

Deno.test("hookFindings() finds nothing wrong where all is well", () => {
  assertEquals(found({}), [["ok", undefined]]);
  assertEquals(found({ written: [] }), []);
  assertEquals(found({ release: null }), [["ok", undefined]]);
});

Deno.test("hookFindings() says that hooks come from the plugin", () => {
  const plugin = "/home/kim/.claude/settings.json";
  const words = (written: readonly ExaminedHooks[]) =>
    hookFindings({ ...CHECKUP, plugin, written }, [8765]).map(({ message }) => message);
  assertEquals(words([]), [`Hooks come from the plugin, which ${plugin} enables`]);
  assertEquals(
    hookFindings({ ...CHECKUP, plugin, onPath: false, written: [] }, [8765]).map(({ state }) =>
      state
    ),
    ["warning"],
  );
  assertEquals(words([HOOKS]), [
    `The hooks in ${plugin} tell port 8765`,
    `Hooks come from the plugin, which ${plugin} enables, as well as from settings: each thing is stored once`,
  ]);
});

Deno.test("hookFindings() tells what keeps hooks from running", () => {
  const obstacle = { path: HOOKS.path, reason: "Hooks are switched off", advice: "Switch them on" };
  assertEquals(found({}, { obstacles: [obstacle] }), [["error", "Switch them on"]]);
});

Deno.test("hookFindings() tells of hooks of an earlier version, except where they are the only way", () => {
  const older = { forms: new Set(["http", "program"] as const) };
  assertEquals(found({}, older), [["warning", AGAIN]]);
  assertEquals(found({ windows: true }, older), [["ok", undefined]]);
  assertEquals(found({}, { ...older, scope: "local" }), [["warning", `${AGAIN} --scope local`]]);
});

Deno.test("hookFindings() compares the hooks with what the installed release knows", () => {
  assertEquals(found({ release: [2, 1, 197] }), [["warning", AGAIN]]);
  assertEquals(found({}, { kinds: kindsOf([2, 1, 197]) }), [["warning", AGAIN]]);
});

Deno.test("hookFindings() tells of a missing script, and of events that wait", () => {
  assertEquals(found({ script: false }), [["ok", undefined], ["error", AGAIN]]);
  const waiting = [
    { port: 8765, files: 3, since: 0 },
    { port: 8770, files: 5, since: 0 },
  ];
  assertEquals(found({ waiting }), [
    ["ok", undefined],
    ["warning", "mpm-monitor start --port 8770"],
  ]);
});
