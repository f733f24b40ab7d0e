import { assert, assertEquals, assertThrows } from "@std/assert";
import { parse } from "jsonc-parser";
import { hooksFor, isOurHook } from "../hooks.ts";
import { kindsOf } from "../kinds.ts";
import { planSettings, planSettingsRemoval } from "../plan.ts";
import { BAD_SAMPLES, GOOD_SAMPLES } from "./_samples.ts";
import { withHooks, withoutHooks } from "./hooks_text.ts";
import { SettingsError } from "./json_text.ts";

const PROGRAM = { program: ["/opt/mpm-monitor"], kinds: kindsOf([2, 1, 332]) };
const GROUPS = hooksFor({ host: "127.0.0.1", port: 8765, ...PROGRAM });
const MOVED = hooksFor({ host: "127.0.0.1", port: 8770, ...PROGRAM });
const ADDRESS = { host: "127.0.0.1", port: 8765 };
const HOOKS = {
  address: ADDRESS,
  hooks: GROUPS,
  statusLine: false,
  telemetry: false,
  token: false,
};
const MOVED_HOOKS = { ...HOOKS, address: { ...ADDRESS, port: 8770 }, hooks: MOVED };

interface Settings {
  hooks?: Record<string, { matcher?: string; hooks: unknown[] }[]>;
}

function read(text: string): Settings {
  return parse(text.replace("\ufeff", ""), [], { allowTrailingComma: true }) ?? {};
}

/** The settings without our hooks and without what is empty, to compare meanings. */
function othersOf(text: string): unknown {
  const { hooks = {}, ...rest } = read(text);
  const kept = Object.entries(hooks).flatMap(([event, groups]) => {
    const others = groups.filter((group) => !group.hooks.some(isOurHook));
    return others.length > 0 ? [[event, others]] : [];
  });
  return { ...rest, hooks: Object.fromEntries(kept) };
}

for (const [name, text] of Object.entries(GOOD_SAMPLES)) {
  Deno.test(`integrating and removing leaves every byte as it was: ${name}`, () => {
    const added = planSettings(text, HOOKS, null);
    assert(added.next !== null && added.next !== text);
    assertEquals(planSettingsRemoval(added.next, added.backup).next, text);
  });

  Deno.test(`integrating adds our hooks and changes nothing else: ${name}`, () => {
    const next = withHooks(text ?? "", GROUPS);
    const { hooks = {} } = read(next);
    for (const [event, group] of GROUPS) assertEquals<unknown>(hooks[event]?.at(-1), group);
    assertEquals(othersOf(next), othersOf(text ?? ""));
    for (const comment of (text ?? "").match(/\/\/ .*|\/\*.*\*\//g) ?? []) {
      assert(next.includes(comment), comment);
    }
    assertEquals(next.includes("\r\n"), text?.includes("\r\n") ?? false);
    assert(!/[^\r]\n/.test(next) || !next.includes("\r\n"));
  });

  Deno.test(`integrating twice is the same as once: ${name}`, () => {
    const once = planSettings(text, HOOKS, null);
    const twice = planSettings(once.next, HOOKS, once.backup);
    assertEquals(twice, { now: once.next, next: once.next, backup: once.backup });
  });

  Deno.test(`integrating for another port moves the hooks: ${name}`, () => {
    const first = planSettings(text, HOOKS, null);
    const second = planSettings(first.next, MOVED_HOOKS, first.backup);
    assertEquals(second.next, withHooks(text ?? "", MOVED));
    assertEquals(planSettingsRemoval(second.next, second.backup).next, text);
  });

  Deno.test(`removing keeps what somebody added in between: ${name}`, () => {
    const added = planSettings(text, HOOKS, null);
    const changed = added.next?.replace("{", '{ "added": true,') ?? "";
    const removed = planSettingsRemoval(changed, added.backup).next ?? "";
    assertEquals(othersOf(removed), { ...othersOf(text ?? "") as object, added: true });
    assert(!removed.includes("mpm_port") && !removed.includes("hook.sh"));
  });
}

for (const [name, [text, reason]] of Object.entries(BAD_SAMPLES)) {
  Deno.test(`integrating refuses with a reason: ${name}`, () => {
    assertThrows(() => planSettings(text, HOOKS, null), SettingsError, reason);
    assertThrows(() => planSettingsRemoval(text, null), SettingsError, reason);
  });
}

Deno.test("withoutHooks() leaves a text without hooks of ours as it is", () => {
  for (const text of Object.values(GOOD_SAMPLES)) {
    assertEquals(withoutHooks(text ?? ""), text ?? "");
  }
});

Deno.test("withoutHooks() takes only our hook out of a group that somebody else added to", () => {
  const settings = read(withHooks("{}", GROUPS));
  settings.hooks?.["SessionStart"]?.[0]?.hooks.unshift({ type: "command", command: "other" });
  assertEquals(read(withoutHooks(JSON.stringify(settings, null, 2))).hooks, {
    SessionStart: [{ hooks: [{ type: "command", command: "other" }] }],
  });
});
