import { assertEquals } from "@std/assert";
import type { GivenSettings } from "../../config/config.ts";
import type { OptionValues } from "./command.ts";
import { withSettings } from "./with_settings.ts";

function given(values: Record<string, string>): GivenSettings {
  return new Map(
    Object.entries(values).map(([key, value]) => [key, { value, source: "file" as const }]),
  );
}

function merged(options: OptionValues, values: Record<string, string>): OptionValues {
  const all = Object.entries(withSettings(options, given(values)));
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

Deno.test("withSettings() fills in what was not given", () => {
  assertEquals(merged({}, { port: "8770", reclaim: "off", dashboard_port: "8771" }), {
    port: "8770",
    "no-reclaim": true,
    "dashboard-port": "8771",
  });
});

Deno.test("withSettings() never overrides an option", () => {
  assertEquals(merged({ port: "1" }, { port: "8770" }), { port: "1" });
  assertEquals(merged({ "no-dashboard": true }, { dashboard_port: "8771" }), {
    "no-dashboard": true,
  });
  assertEquals(merged({ dashboard: true }, { dashboard: "off" }), { dashboard: true });
});

Deno.test("withSettings() turns the dashboard off, whatever its port would be", () => {
  assertEquals(merged({}, { dashboard: "off", dashboard_port: "8771" }), { "no-dashboard": true });
});
