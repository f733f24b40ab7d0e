import { assertEquals } from "@std/assert";
import { pluginSource } from "./plugin.ts";
import type { SettingsSource } from "./sources.ts";

function sources(...texts: readonly string[]): readonly SettingsSource[] {
  return texts.map((text, index) => ({ path: `${index}`, scope: "user", text }));
}

const ON = '{"enabledPlugins":{"mpm-monitor@anywhere":true}}';
const OFF = '{"enabledPlugins":{"mpm-monitor@anywhere":false}}';

Deno.test("pluginSource() finds the file that enables the plugin", () => {
  assertEquals(pluginSource(sources("{}", ON))?.path, "1");
  assertEquals(pluginSource(sources(`\ufeff${ON}`))?.path, "0");
  assertEquals(pluginSource(sources('{"enabledPlugins":{"mpm-monitor@a":["1.0"]}}'))?.path, "0");
});

Deno.test("pluginSource() lets the first file decide that names it", () => {
  assertEquals(pluginSource(sources(OFF, ON)), null);
  assertEquals(pluginSource(sources(ON, OFF))?.path, "0");
  // Another marketplace's copy is another plugin.
  const other = '{"enabledPlugins":{"mpm-monitor@other":true}}';
  assertEquals(pluginSource(sources(OFF, other))?.path, "1");
});

Deno.test("pluginSource() finds nothing in other plugins and in what is no settings file", () => {
  for (
    const text of [
      "",
      "[]",
      "{",
      "null",
      '{"enabledPlugins":[]}',
      '{"enabledPlugins":{"mpm-monitor-x@a":true}}',
      '{"enabledPlugins":{"x@mpm-monitor":true}}',
      '{"enabledPlugins":{"mpm-monitor@a":null}}',
    ]
  ) assertEquals(pluginSource(sources(text)), null, text);
});
