import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../user_error.ts";
import { chooseSettings, type OptionValues } from "./choose.ts";
import type { GivenSettings } from "./given.ts";

function given(values: Record<string, string>): GivenSettings {
  return new Map(
    Object.entries(values).map(([key, value]) => [key, { value, source: "file" as const }]),
  );
}

function server(options: OptionValues, values: Record<string, string> = {}) {
  return chooseSettings(options, given(values)).server;
}

Deno.test("chooseSettings() reads every form of option", () => {
  assertEquals(
    chooseSettings({
      port: "8770",
      host: "::1",
      "dashboard-port": "8771",
      store: "/tmp/s.db",
      "keep-days": "7",
      "keep-size": "500MB",
      "no-redact": true,
      notify: "desktop",
      "require-token": true,
      "allow-host": "a, b,",
      "no-reclaim": true,
    }),
    {
      server: {
        port: 8770,
        host: "::1",
        dashboard_port: 8771,
        store: "/tmp/s.db",
        keep_days: 7,
        keep_bytes: 500 * 1024 ** 2,
        redact: false,
        notify: "desktop",
        token: "always",
        allow_hosts: ["a", "b"],
      },
      start: { reclaim: false },
    },
  );
});

Deno.test("chooseSettings() fills in what was not given, and never overrides an option", () => {
  assertEquals(server({}, { port: "8770", dashboard_port: "8771" }), {
    port: 8770,
    dashboard_port: 8771,
  });
  assertEquals(server({ port: "1" }, { port: "8770" }), { port: 1 });
  assertEquals(server({ "insecure-no-token": true }, { require_token: "on" }), { token: "never" });
  assertEquals(chooseSettings({}, given({ reclaim: "off" })).start, { reclaim: false });
});

Deno.test("chooseSettings() leaves out what is as by default", () => {
  assertEquals(server({}, { redact: "on", require_token: "off", dashboard: "on" }), {});
});

Deno.test("chooseSettings() knows that the dashboard and its port belong together", () => {
  const off = { dashboard_port: null };
  assertEquals(server({ "no-dashboard": true }, { dashboard_port: "8771" }), off);
  assertEquals(server({}, { dashboard: "off", dashboard_port: "8771" }), off);
  assertEquals(server({ dashboard: true }, { dashboard: "off" }), {});
  assertEquals(server({ dashboard: true }, { dashboard: "off", dashboard_port: "8771" }), {
    dashboard_port: 8771,
  });
  assertEquals(server({ "dashboard-port": "8771" }, { dashboard: "off" }), {
    dashboard_port: 8771,
  });
});

Deno.test("chooseSettings() refuses what contradicts itself or makes no sense", () => {
  const wrong: [OptionValues, string][] = [
    [{ dashboard: true, "no-dashboard": true }, "--dashboard and --no-dashboard exclude"],
    [{ "dashboard-port": "1", "no-dashboard": true }, "exclude each other"],
    [{ "require-token": true, "insecure-no-token": true }, "exclude each other"],
    [{ port: "1", "dashboard-port": "1" }, "name the same port"],
    [{ port: "0" }, 'Invalid port "0" for --port'],
    [{ "keep-days": "0" }, "--keep-days"],
    [{ "keep-days": "36501" }, "--keep-days"],
    [{ "keep-size": "9MB" }, "--keep-size"],
    [{ notify: "desktop," }, "--notify"],
    [{ host: "" }, "--host"],
  ];
  for (const [options, words] of wrong) {
    assertThrows(() => chooseSettings(options), UserError, words, JSON.stringify(options));
  }
});
