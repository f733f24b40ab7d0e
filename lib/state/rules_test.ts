import { assert, assertEquals } from "@std/assert";
import { type Rule, RULES, SILENCE } from "./rules.ts";
import { STATES } from "../contract/state.ts";

const PAGE = await Deno.readTextFile(new URL("../../docs/states.md", import.meta.url));
// The formatter may break lines and pad cells.
const WORDS = PAGE.replaceAll(/\s+/g, " ");

Deno.test("docs/states.md tells every state, in the order of urgency", () => {
  const places = Object.values(STATES).map(({ label }) => PAGE.indexOf(`\n| ${label} `));
  assert(places.every((place) => place > 0));
  assertEquals(places, places.toSorted((left, right) => left - right));
});

Deno.test("docs/states.md tells every rule", () => {
  const rules: Readonly<Record<string, Rule>> = RULES;
  for (const [kind, { says }] of Object.entries(rules)) assert(WORDS.includes(says), kind);
});

Deno.test("docs/states.md tells how long a silence may be", () => {
  const minutes = [SILENCE.working, SILENCE.tool].map((ms) => `${ms / 60_000} min`);
  const hours = [SILENCE.waiting, SILENCE.idle].map((ms) => `${ms / 3_600_000} h`);
  const rows = PAGE.slice(PAGE.indexOf("is lost after")).matchAll(/\| (\d+ (?:min|h)) +\|/g);
  assertEquals(Array.from(rows, (row) => row[1]), [...minutes, ...hours]);
});
