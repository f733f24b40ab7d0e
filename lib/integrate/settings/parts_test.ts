import { assert, assertEquals, assertThrows } from "@std/assert";
import { parse } from "jsonc-parser";
import { hooksFor } from "../hooks.ts";
import { ASSUMED_RELEASE, kindsOf } from "../kinds.ts";
import { optionsIn, planSettings, planSettingsRemoval } from "../plan.ts";
import { readTee } from "../status_line.ts";
import { GOOD_SAMPLES, TAKEN_SAMPLES } from "./_samples.ts";
import { SettingsError } from "./json_text.ts";
import { type Parts, partsIn } from "./parts.ts";

function parts(port = 8765, options: Partial<Parts> = {}): Parts {
  const { address = { host: "127.0.0.1", port } } = options;
  const hooks = hooksFor({
    ...address,
    program: ["/opt/mpm monitor's/mpm-monitor"],
    kinds: kindsOf(ASSUMED_RELEASE),
  });
  return { address, hooks, statusLine: true, telemetry: true, token: false, ...options };
}

interface Settings {
  env?: Record<string, string>;
  statusLine?: { type?: string; command: string };
  hooks?: unknown;
}

function read(text: string | null): Settings {
  return parse((text ?? "").replace("\ufeff", ""), [], { allowTrailingComma: true }) ?? {};
}

for (const [name, text] of Object.entries(GOOD_SAMPLES)) {
  Deno.test(`status line and telemetry are put in and taken out byte for byte: ${name}`, () => {
    const added = planSettings(text, parts(), null);
    const { env = {}, statusLine } = read(added.next);
    assertEquals(env["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"], "http://127.0.0.1:8765/v1/logs");
    assertEquals(env["CLAUDE_CODE_ENABLE_TELEMETRY"], "1");
    const own = read(text).statusLine?.command ?? null;
    assertEquals(readTee(statusLine?.command ?? ""), {
      host: "127.0.0.1",
      port: 8765,
      token: false,
      own,
    });
    assertEquals(planSettings(added.next, parts(), added.backup).next, added.next);
    assertEquals(planSettingsRemoval(added.next, added.backup).next, text);
  });

  Deno.test(`what somebody changed in between stays, ours goes: ${name}`, () => {
    const added = planSettings(text, parts(), null);
    const changed = (added.next ?? "").replace("{", '{ "added": true,');
    // With a backup and, as from another machine, without one.
    for (const backup of [added.backup, null]) {
      const removed = planSettingsRemoval(changed, backup).next ?? "";
      assertEquals(partsIn(removed), { statusLine: false, telemetry: false, token: false });
      assert(!removed.includes("127.0.0.1:8765"), removed);
      const { env: had, statusLine: line } = read(text);
      const { env: has, statusLine: lineNow } = read(removed);
      if (backup !== null) assertEquals(has, had);
      assertEquals(lineNow, line);
      // The person's own way of writing the command is kept, too.
      const written = /"command": ".*?(?<!\\)"/.exec(text ?? "")?.[0];
      if (backup !== null && line !== undefined) assert(removed.includes(written ?? "?"), removed);
    }
  });

  Deno.test(`parts move to another port, and out one by one: ${name}`, () => {
    const first = planSettings(text, parts(), null);
    const moved = planSettings(first.next, parts(8770), first.backup);
    assertEquals(read(moved.next).env?.["OTEL_LOGS_EXPORTER"], "otlp");
    assert(!moved.next?.includes("8765"));
    const less = planSettings(moved.next, parts(8770, { statusLine: false }), moved.backup);
    assertEquals(optionsIn(less.next), { statusLine: false, telemetry: true, token: false });
    assertEquals(read(less.next).statusLine, read(text).statusLine);
    const hooks = planSettings(less.next, parts(8770, NEITHER), less.backup);
    assertEquals(hooks.next, planSettings(text, parts(8770, NEITHER), null).next);
    assertEquals(planSettingsRemoval(hooks.next, hooks.backup).next, text);
  });
}

Deno.test("a server on IPv6 alone is reported there, and all of it moves with the server", () => {
  const address = { host: "[::1]", port: 8765 };
  const before = '{"statusLine":{"type":"command","command":"x"}}';
  const first = planSettings(before, parts(), null);
  const moved = planSettings(first.next, parts(8765, { address }), first.backup);
  const { env, statusLine } = read(moved.next);
  assertEquals(env?.["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"], "http://[::1]:8765/v1/logs");
  assertEquals(readTee(statusLine?.command ?? ""), { ...address, token: false, own: "x" });
  assert(!moved.next?.includes("127.0.0.1"), moved.next ?? "");
  assertEquals(partsIn(moved.next ?? "").telemetry, true);
  assertEquals(planSettings(moved.next, parts(8765, { address }), moved.backup).next, moved.next);
  assertEquals(planSettingsRemoval(moved.next, moved.backup).next, before);
  assert(!(planSettingsRemoval(`${moved.next} `, null).next ?? "").includes("::1"));
});

const NEITHER = { statusLine: false, telemetry: false };

for (const [name, [text, reason]] of Object.entries(TAKEN_SAMPLES)) {
  Deno.test(`somebody's own choice is not changed: ${name}`, () => {
    const wanted = parts(8765, { statusLine: text.includes("statusLine") });
    assertThrows(() => planSettings(text, wanted, null), SettingsError, reason);
    assert(planSettings(text, parts(8765, NEITHER), null).next !== text);
  });
}

Deno.test("a status line that somebody set up anew is theirs", () => {
  const added = planSettings("{}", parts(), null);
  const tee = read(added.next).statusLine?.command ?? "";
  const theirs = (added.next ?? "").replace(JSON.stringify(tee), '"~/new.sh"');
  const removed = planSettingsRemoval(theirs, added.backup).next;
  assertEquals(read(removed), { statusLine: { type: "command", command: "~/new.sh" } });
});

Deno.test("telemetry that somebody sent elsewhere meanwhile is theirs", () => {
  const added = planSettings("{}", parts(8765, { statusLine: false }), null);
  const theirs = (added.next ?? "").replace("http://127.0.0.1:8765/v1/logs", "https://x.example");
  const { env } = read(planSettingsRemoval(theirs, added.backup).next);
  assertEquals(env?.["OTEL_LOGS_EXPORTER"], "otlp");
});

Deno.test("a switch of telemetry that metrics need is not taken out where nobody knows whose it is", () => {
  const text = '{ "env": { "OTEL_METRICS_EXPORTER": "otlp" } }';
  const added = planSettings(text, parts(), null);
  const { env } = read(planSettingsRemoval(added.next, null).next);
  assertEquals(env, { OTEL_METRICS_EXPORTER: "otlp", CLAUDE_CODE_ENABLE_TELEMETRY: "1" });
});
