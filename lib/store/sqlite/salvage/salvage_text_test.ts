import { assertStringIncludes } from "@std/assert";
import { salvageText } from "./salvage_text.ts";

const PROGRESS = {
  from: "/s/8765.db.damaged",
  at: 0,
  page: 3,
  pages: 8,
  saved: 70,
  upTo: 72,
  low: 1,
};

Deno.test("salvageText() says how far it is, then what became of the events", () => {
  assertStringIncludes(salvageText(PROGRESS), "being saved into a new one, 37 % done");
  assertStringIncludes(salvageText({ ...PROGRESS, pages: 0 }), "0 % done");
  const done = salvageText({ ...PROGRESS, missing: 2 });
  assertStringIncludes(done, "70 events were saved into a new one, 2 could not be read");
  assertStringIncludes(done, "the damaged file is now 8765.db.damaged");
  assertStringIncludes(
    salvageText({ ...PROGRESS, saved: 0, missing: 0 }),
    "nothing in it could be read",
  );
});
