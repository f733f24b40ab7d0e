import { assert } from "@std/assert";
import { join } from "@std/path/join";
import { REPOSITORY } from "../support/shared.ts";

/** `` `tests/a_test.ts` "its name" ``, as the table has it. */
const TEST = /`([\w./]+_test\.tsx?)` "([^"]+)"/g;

Deno.test("each test that docs/security.md names is there", async () => {
  const text = await Deno.readTextFile(join(REPOSITORY, "docs", "security.md"));
  const named = [...text.matchAll(TEST)];
  assert(named.length > 30, `${named.length} tests are named`);
  const missing: string[] = [];
  for (const [, file = "", name = ""] of named) {
    const source = await Deno.readTextFile(join(REPOSITORY, file)).catch(() => "");
    // Names of one test in several forms go on behind this.
    if (!source.includes(`"${name}"`) && !source.includes(`\`${name}`)) {
      missing.push(`${file}: ${name}`);
    }
  }
  assert(missing.length === 0, missing.join("\n"));
});

Deno.test("each row of the table of attacks names a test", async () => {
  const text = await Deno.readTextFile(join(REPOSITORY, "docs", "security.md"));
  const table = text.slice(text.indexOf("## Each promise"));
  const rows = table.split("\n").filter((line) => line.startsWith("|")).slice(2);
  assert(rows.length > 20, `${rows.length} rows`);
  for (const row of rows) assert(row.match(TEST) !== null, row);
});
