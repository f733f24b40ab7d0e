import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import { testDraft } from "../../../tests/support/events.ts";
import { FIND_TOOL_USE } from "./doubles.ts";
import { type Row, toRow } from "./row.ts";
import { StoreWriter } from "./writer.ts";

async function withWriter(work: (writer: StoreWriter, path: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "monitor-writer-" });
  const path = join(folder, "s.db");
  const writer = new StoreWriter(path);
  try {
    work(writer, path);
  } finally {
    writer.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function row(given: Parameters<typeof testDraft>[0] = {}): Row {
  return toRow({ draft: testDraft(given) });
}

/** A row that SQLite cannot take. */
function badRow(): Row {
  const bad = row({ session: "only here" });
  Object.assign(bad.columns, { 12: Symbol("no summary") });
  return bad;
}

Deno.test("append() stores the other groups when one cannot be stored", () =>
  withWriter((writer) => {
    const outcomes = writer.append([[row(), row()], [row(), badRow()], [row()]]);
    assertEquals(outcomes.map((outcome) => "appended" in outcome ? outcome.appended : "error"), [
      [{ id: 1, duplicate: false }, { id: 2, duplicate: false }],
      "error",
      [{ id: 3, duplicate: false }],
    ]);
    assertEquals(writer.last, 3);
  }));

Deno.test("append() forgets all of a transaction that was undone", () =>
  withWriter((writer, path) => {
    const begin = row({ session: "s", tool: "Bash", correlation: "c" });
    const [failed] = writer.append([[{ ...begin, body: "b", key: "k" }, badRow()]]);
    assert(failed !== undefined && "error" in failed);
    const end = row({ session: "s", tool: "Bash", correlation: "c", type: "tool.post" });
    assertEquals(writer.append([[end, { ...begin, body: "b", key: "k" }]]), [{
      appended: [{ id: 1, duplicate: false }, { id: 2, duplicate: false }],
    }]);
    const reader = new DatabaseSync(path, { readOnly: true });
    const names = reader.prepare("SELECT text FROM names").all().map(({ text }) => text);
    assert(names.includes("Bash") && !names.includes("only here"), `${names}`);
    reader.close();
  }));

Deno.test("append() looks a tool use up by its own index, however many events there are", () =>
  withWriter((writer, path) => {
    writer.append([[row({ correlation: "c" })]]);
    const database = new DatabaseSync(path, { readOnly: true });
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${FIND_TOOL_USE}`).all("c", 1, null);
    assert(
      plan.every(({ detail }) => `${detail}`.includes("events_correlation")),
      `${plan[0]?.detail}`,
    );
    database.close();
  }));
