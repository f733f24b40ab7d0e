import { assertEquals } from "@std/assert";
import { isStartOptions } from "./start_options.ts";

Deno.test("isStartOptions() takes what a start writes down, and fields of newer releases", () => {
  const options = { host: "localhost", dashboard_port: null, keep_bytes: 1, token: "never" };
  assertEquals(isStartOptions(options), true);
  assertEquals(isStartOptions({ host: "localhost", from_tomorrow: {} }), true);
  assertEquals(isStartOptions({ host: "localhost", constructor: 1 }), true);
});

Deno.test("isStartOptions() trusts no field", () => {
  const wrong: Record<string, unknown>[] = [
    { host: 1 },
    { port: "8765" },
    { port: 0 },
    { port: null },
    { dashboard_port: "x" },
    { keep_days: 0 },
    { keep_days: -1 },
    { keep_bytes: -1 },
    { keep_bytes: "1" },
    { allow_hosts: "a" },
    { allow_origins: [1] },
    { token: "sometimes" },
    { redact: "off" },
    { notify: 1 },
    { store: false },
  ];
  for (const fields of wrong) {
    assertEquals(isStartOptions({ host: "localhost", ...fields }), false, JSON.stringify(fields));
  }
  for (const value of [null, [], "x", {}]) assertEquals(isStartOptions(value), false);
});
