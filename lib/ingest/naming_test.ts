import { assertEquals } from "@std/assert";
import { nameFrom, typeFrom, typeNamed } from "./naming.ts";

Deno.test("nameFrom() takes the name of the first layer that has one", () => {
  assertEquals(nameFrom([{ session: "s" }, { hook_event_name: "Stop" }, { type: "late" }]), "Stop");
  // What says nothing of a kind is no name.
  assertEquals(nameFrom([{ type: "" }, { type: "build.done" }]), "build.done");
  assertEquals(nameFrom([{ session: "s" }, {}]), undefined);
});

Deno.test("nameFrom() prefers what is nearest to the event itself", () => {
  const names = ["subtype", "hook_event_name", "hook_event_type", "event_type", "type", "event"];
  names.forEach((_, from) => {
    const layer = Object.fromEntries(
      names.slice(from).map((name, index) => [name, `kind.${from + index}`]),
    );
    const found = nameFrom([layer]);
    assertEquals(found, `kind.${from}`, JSON.stringify(layer));
  });
});

Deno.test("typeNamed() knows what says nothing", () => {
  assertEquals([typeNamed(""), typeNamed("  ")], [undefined, undefined]);
  assertEquals(typeNamed("hook.build.done"), "build.done");
});

Deno.test("typeFrom() passes over names that only say that something is an event", () => {
  for (const name of ["{", "hook", "event", "claude_event", "mpm_event", "hook_event", "unknown"]) {
    assertEquals(typeFrom([{ event: name }, { type: "build.done" }]), "build.done", name);
  }
  assertEquals(typeFrom([{ event: "{" }]), "event");
});
