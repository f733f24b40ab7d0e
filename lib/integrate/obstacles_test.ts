import { assertEquals, assertStringIncludes } from "@std/assert";
import { obstaclesFor } from "./obstacles.ts";
import type { SettingsSource } from "./sources.ts";

const USER = "/home/kim/.claude/settings.json";

function source(text: string, scope: SettingsSource["scope"] = "user"): SettingsSource {
  return { path: scope === "user" ? USER : `/${scope}/settings.json`, scope, text };
}

function reasons(...sources: readonly SettingsSource[]): readonly string[] {
  return obstaclesFor(sources, USER).map(({ reason }) => reason);
}

Deno.test("obstaclesFor() finds none where hooks run", () => {
  assertEquals(reasons(), []);
  assertEquals(reasons(source("")), []);
  assertEquals(reasons(source('{"hooks":{"Stop":[{"hooks":[{"type":"command"}]}]}}')), []);
  assertEquals(reasons(source('\ufeff{"disableAllHooks":false}')), []);
  // Somebody else's file is discarded alone.
  assertEquals(reasons(source("{}"), source("{ // x\n}", "project")), []);
});

Deno.test("obstaclesFor() says that a file with comments or trailing commas is discarded", () => {
  const [comment = ""] = reasons(source('{ // why\n "model": "opus" }'));
  assertStringIncludes(comment, `discards all of ${USER}: it has a comment in line 1`);
  const [comma = ""] = reasons(source('{ "model": "opus", }'));
  assertStringIncludes(comma, "it has a trailing comma in line 1");
});

Deno.test("obstaclesFor() sees hooks that are switched off, by the file that has the say", () => {
  const off = '{"disableAllHooks":true}';
  const on = '{"disableAllHooks":false}';
  assertStringIncludes(reasons(source(off))[0] ?? "", `"disableAllHooks" in ${USER}`);
  assertEquals(reasons(source(on, "local"), source(off)), []);
  const [managed] = obstaclesFor([source(off, "managed"), source(on)], USER);
  assertEquals([managed?.path, managed?.advice], [
    "/managed/settings.json",
    "Ask whoever manages these settings",
  ]);
  assertEquals(reasons(source('{"disableAllHooks":"yes"}')), []);
});

Deno.test("obstaclesFor() sees an organisation that allows its own hooks only", () => {
  const only = '{"allowManagedHooksOnly":true}';
  assertStringIncludes(reasons(source(only, "managed"))[0] ?? "", "its own hooks only");
  assertEquals(reasons(source(only)), []);
});

Deno.test("obstaclesFor() sees entries that Claude Code cannot read", () => {
  const flat = { type: "command", command: "x" };
  const broken = [
    { Stop: [flat] },
    { Stop: { hooks: [flat] } },
    { Stop: ["x"] },
    { Stop: [{ hooks: flat }] },
    { Stop: [{ hooks: [{ command: "x" }] }] },
  ];
  for (const hooks of broken) {
    const [reason = ""] = reasons(source(JSON.stringify({ hooks })));
    assertStringIncludes(reason, "may discard all of", JSON.stringify(hooks));
    assertStringIncludes(reason, "for Stop");
  }
  const guard = JSON.stringify({ hooks: { PreToolUse: [flat], Stop: [flat] } });
  assertEquals(reasons(source(guard)).length, 1);
  assertStringIncludes(reasons(source(guard))[0] ?? "", "Claude Code discards all of");
});
