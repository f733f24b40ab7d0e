import { assert, assertEquals, assertThrows } from "@std/assert";
import { makeNotes } from "./notes.ts";

const CHANGELOG = `# Changelog

## [Unreleased]

- Next.

## [1.2.3] - 2026-02-03

### Server

- This.

## [1.2.2] - 2026-01-01

- Before.
`;

Deno.test("makeNotes() says what the changelog says of that version alone", () => {
  const notes = makeNotes("1.2.3", CHANGELOG);
  assert(notes.startsWith("### Server\n\n- This.\n\n### Install\n"));
  assertEquals(["Next", "Before"].filter((word) => notes.includes(word)), []);
  assert(makeNotes("2.0.0", CHANGELOG).startsWith("- Next.\n"));
  assertThrows(() => makeNotes("2.0.0", "# Changelog\n"), Error, "no section for 2.0.0");
});
