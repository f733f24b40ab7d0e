import { assertEquals } from "@std/assert";
import { testDraft } from "../../../../tests/support/events.ts";
import { packRows, rowAt } from "../../../store/sqlite/rows/packed_rows.ts";
import { withJson } from "./with_json.ts";

Deno.test("withJson() has the text of long data, and the store gets the same from it", () => {
  const long = "é\ud800\0😀".repeat(20_000);
  for (const data of [long, [[long]], { a: { [long]: 1 } }, Array(40_000).fill(1)]) {
    const event = { draft: testDraft({ data }), key: "k" };
    const known = withJson(event);
    assertEquals(known.json instanceof Uint8Array, true);
    assertEquals(rowAt(packRows([[known]]), 0), rowAt(packRows([[event]]), 0));
  }
});

Deno.test("withJson() leaves short data alone", () => {
  for (const data of ["short", null, { a: [1, true] }]) {
    const event = { draft: testDraft({ data }) };
    assertEquals(withJson(event), event);
  }
});
