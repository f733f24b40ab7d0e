import { assertEquals, assertStringIncludes } from "@std/assert";
import { settingsFindings } from "./settings_findings.ts";

const PATH = "/home/ann/config.json";

function troubles(text: string | null, env: Record<string, string> = {}): string[] {
  return settingsFindings({ text, path: PATH, env: (name) => env[name] })
    .filter(({ state }) => state === "error").map(({ message }) => message);
}

Deno.test("settingsFindings() finds nothing wrong where all is well", () => {
  assertEquals(troubles(null), []);
  assertEquals(troubles('{"port":"8770","keep_size":"1GiB"}', { MPM_MONITOR_HOST: "::1" }), []);
});

Deno.test("settingsFindings() tells every setting that makes no sense, not only the first", () => {
  const found = troubles('{"port":"abc","keep_days":-1,"nope":1,"redact":true}', {
    MPM_MONITOR_DASHBOARD: "maybe",
    MPM_MONITOR_PORT_RANGE: "9-8",
  });
  const named = ["9-8", "port", "keep_days", "nope", "redact", "MPM_MONITOR_DASHBOARD"];
  assertEquals(found.length, named.length, found.join("\n"));
  for (const name of named) assertStringIncludes(found.join("\n"), name);
});

Deno.test("settingsFindings() reads a file that is no settings at all", () => {
  for (const text of ["{bad", "[]", "null", "", '{"schema_version":9}']) {
    const [first = "", ...others] = troubles(text);
    assertStringIncludes(first, `Cannot read the settings in ${PATH}`);
    assertEquals(others, [], text);
  }
});

Deno.test("settingsFindings() tells what does not go together", () => {
  assertEquals(troubles('{"port":"8770","dashboard_port":"8770"}').length, 1);
  assertEquals(troubles('{"require_token":"on"}', { MPM_MONITOR_TOKEN: "short" }).length, 1);
  assertEquals(troubles("{}", { MPM_MONITOR_TOKEN: "short" }), [], "nobody is asked for it");
});
