import { assert, assertEquals } from "@std/assert";
import { columnsOf, cutColumns, padColumns } from "./columns.ts";
import { tableLines } from "./table.ts";

const WIDE = ["店舗", "café", "cafe\u0301", "👩‍💻 lab", "학점", "ｆｕｌｌ", "a\u200bb", "🇩🇪"];

Deno.test("columnsOf() counts what a terminal shows", () => {
  assertEquals(WIDE.map(columnsOf), [4, 4, 4, 6, 4, 8, 2, 2]);
});

Deno.test("padColumns() and cutColumns() come to exactly so many columns", () => {
  for (const text of WIDE) {
    assertEquals(columnsOf(padColumns(text, 12)), 12, text);
    assertEquals(columnsOf(padColumns(text, 12, "left")), 12, text);
    for (let columns = 1; columns < 12; columns++) {
      const cut = cutColumns(text, columns);
      assert(columnsOf(cut) <= columns, `${text} in ${columns}: ${cut}`);
      assertEquals(cut === text, columnsOf(text) <= columns, text);
    }
  }
});

Deno.test("cutColumns() never cuts a letter in two", () => {
  assertEquals(cutColumns("👩‍💻👩‍💻👩‍💻", 5), "👩‍💻👩‍💻…");
  assertEquals(cutColumns("e\u0301e\u0301e\u0301", 2), "e\u0301…");
});

Deno.test("tableLines() lines up whatever the cells are written in", () => {
  const rows = WIDE.map((name, index) => [name, String(10 ** index)]);
  const lines = tableLines({ head: ["project", "events"], rows, words: 1 });
  assertEquals(new Set(lines.map(columnsOf)).size, 1);
});
