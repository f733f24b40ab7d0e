import { assertEquals } from "@std/assert";
import { heldToken, tokenSteps } from "../instance/home/emitter_token.ts";
import type { InstanceRecord } from "../instance/home/record.ts";
import { RECORD } from "../instance/_samples.ts";
import { tokenFindings, type WrittenHooks } from "./token_findings.ts";

const TOKEN = "a token of my own";
const HEADERS = `X-Other=1, Authorization=Bearer ${TOKEN}`;
const HOOKS: WrittenHooks = {
  path: "/home/kim/.claude/settings.json",
  scope: "user",
  port: 8765,
  needsToken: true,
  showsToken: true,
  telemetry: false,
};
const ASKING: InstanceRecord = {
  ...RECORD,
  port: 8765,
  token: TOKEN,
  options: { host: "localhost", token: "always" },
};

function held(given: Record<string, string>) {
  return heldToken(TOKEN, (name) => given[name]);
}

function checks(server: InstanceRecord, hooks: WrittenHooks, given: Record<string, string> = {}) {
  return tokenFindings([server], [hooks], () => held(given))
    .map(({ state, advice }) => [state, advice]);
}

Deno.test("heldToken() compares the environment with the token", () => {
  assertEquals(held({}), { variable: "unset", telemetry: "unset" });
  assertEquals(
    held({ MPM_MONITOR_TOKEN: TOKEN, OTEL_EXPORTER_OTLP_LOGS_HEADERS: HEADERS }),
    { variable: "same", telemetry: "same" },
  );
  assertEquals(
    held({
      MPM_MONITOR_TOKEN: "x",
      OTEL_EXPORTER_OTLP_LOGS_HEADERS: "authorization=bearer%20another",
    }),
    { variable: "other", telemetry: "other" },
  );
});

Deno.test("tokenSteps() says what is left to do, and nothing where all is done", () => {
  const done = { variable: "same", telemetry: "unset" } as const;
  assertEquals(tokenSteps(8765, done, { telemetry: false }), []);
  assertEquals(tokenSteps(8765, done, { telemetry: true }), [
    'export OTEL_EXPORTER_OTLP_LOGS_HEADERS="Authorization=Bearer $MPM_MONITOR_TOKEN"',
  ]);
  assertEquals(tokenSteps(8765, { ...done, variable: "other" }, { telemetry: false }), [
    "mpm-monitor restart --port 8765",
  ]);
  assertEquals(tokenSteps(8765, { ...done, variable: "unset" }, { telemetry: false }), [
    "export MPM_MONITOR_TOKEN=TOKEN # of your own choice, in your shell's profile",
    "mpm-monitor restart --port 8765",
  ]);
});

Deno.test("tokenFindings() says which hooks are refused, and what to type", () => {
  const has = { MPM_MONITOR_TOKEN: TOKEN };
  assertEquals(checks(ASKING, HOOKS, has), [["ok", undefined]]);
  assertEquals(checks(ASKING, { ...HOOKS, showsToken: false, scope: "local" }, has), [
    ["error", "mpm-monitor integrate claude-code --port 8765 --scope local"],
  ]);
  assertEquals(checks(ASKING, HOOKS).map(([state]) => state), ["warning"]);
  assertEquals(checks(ASKING, { ...HOOKS, telemetry: true }, has), [[
    "warning",
    'export OTEL_EXPORTER_OTLP_LOGS_HEADERS="Authorization=Bearer $MPM_MONITOR_TOKEN"',
  ]]);
});

Deno.test("tokenFindings() says nothing where hooks are asked for nothing, or go elsewhere", () => {
  assertEquals(checks({ ...ASKING, options: { host: "0.0.0.0" } }, HOOKS), []);
  assertEquals(checks({ ...ASKING, token: null }, HOOKS), []);
  assertEquals(checks(ASKING, { ...HOOKS, port: 8766 }), []);
});
