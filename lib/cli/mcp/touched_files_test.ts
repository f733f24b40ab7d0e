import { assert, assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../events/event.ts";
import { TEST_TIME, testDraft } from "../../../tests/support/events.ts";
import { TouchedFiles } from "./touched_files.ts";

function event(id: number, given: Partial<CanonicalEvent>): CanonicalEvent {
  return { ...testDraft({ type: "file.change", ...given }), id };
}

Deno.test("TouchedFiles joins what events say of a file", () => {
  const files = new TouchedFiles(5);
  const change = (change_type: string) => ({ file_path: "/shop/a.ts", change_type });
  files.add(event(9, { session: "s2", project: "/shop", data: change("modified") }));
  files.add(event(8, { type: "tool.post", data: { tool_input: { file_path: "/shop/b.ts" } } }));
  files.add(event(7, { type: "tool.post", data: { tool_input: { file_path: "/shop/a.ts" } } }));
  files.add(event(6, { session: "s1", data: change("created") }));
  for (const data of [null, "text", [], {}, { file_path: 7 }, { tool_input: [] }]) {
    assert(files.add(event(5, { data })));
  }
  const last = new Date(TEST_TIME).toISOString();
  assertEquals(files.entries(), [
    {
      path: "/shop/a.ts",
      project: "/shop",
      changes: 2,
      reads: 1,
      kinds: ["modified", "created"],
      sessions: ["s2", "s1"],
      last,
      event: 9,
    },
    { path: "/shop/b.ts", changes: 0, reads: 1, kinds: [], sessions: [], last, event: 8 },
  ]);
});

Deno.test("TouchedFiles has no room for one file too many, and always for those that it has", () => {
  const files = new TouchedFiles(2);
  const add = (path: string) => files.add(event(1, { data: { file_path: path } }));
  assertEquals(["/a", "/b", "/c", "/a"].map(add), [true, true, false, true]);
});
