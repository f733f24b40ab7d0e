import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { BloomFilter } from "./bloom_filter.ts";
import { migrate } from "../file/schema.ts";
import { ToolUseFilter } from "./tool_use_filter.ts";

function withDatabase(stored: readonly string[], work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const insert = database.prepare(
    `INSERT INTO events (ts, received, source, category, type, correlation, summary, data)
      VALUES (1, 1, 1, 1, 1, ?, '', 'null')`,
  );
  for (const correlation of stored) insert.run(correlation);
  work(database);
  database.close();
}

Deno.test("BloomFilter finds all that was added, and little else", () => {
  const filter = new BloomFilter(10_000);
  const texts = Array.from({ length: 10_000 }, (_, n) => `toolu_${n}`);
  for (const text of texts) filter.add(text, 7);
  assert(texts.every((text) => filter.mayHave(text, 7)));
  const others = texts.filter((text) => filter.mayHave(text, 8) || filter.mayHave(`${text}x`, 7));
  assert(others.length < 100, `${others.length} were taken for others`);
});

Deno.test("ToolUseFilter knows what this run wrote by correlation, type and agent", () =>
  withDatabase([], (database) => {
    const memory = new ToolUseFilter(database, 0, 0);
    memory.add("c", 1, null, 1);
    assertEquals(memory.mayHave("c", 1, null), true);
    assertEquals(memory.mayHave("c", 2, null), false);
    assertEquals(memory.mayHave("c", 1, 2), false);
    assertEquals(memory.mayHave("d", 1, null), false);
  }));

Deno.test("ToolUseFilter takes all for possible until it has recalled what was there", () => {
  const stored = Array.from({ length: 5000 }, (_, n) => `toolu_${n % 3000}`);
  withDatabase(["", ...stored], (database) => {
    const memory = new ToolUseFilter(database, 5001, 5001);
    assertEquals(memory.mayHave("new", 1, null), true);
    let steps = 1;
    while (memory.recall()) steps++;
    assert(steps > 1, `${steps}`);
    assert([...stored, ""].every((text) => memory.mayHave(text, 1, null)));
    assertEquals(memory.mayHave("new", 1, null), false);
    memory.forgetUpTo(5000);
    assertEquals(memory.mayHave("toolu_1", 1, null), true);
    memory.forgetUpTo(5001);
    assertEquals(memory.mayHave("toolu_1", 1, null), false);
  });
});

Deno.test("ToolUseFilter forgets what was deleted, in large parts", () =>
  withDatabase([], (database) => {
    const memory = new ToolUseFilter(database, 0, 0);
    for (let id = 1; id <= 150_000; id++) memory.add(`c${id}`, 1, null, id);
    memory.forgetUpTo(99_999);
    assertEquals(memory.mayHave("c1", 1, null), true);
    memory.forgetUpTo(100_000);
    assertEquals(memory.mayHave("c1", 1, null), false);
    assertEquals(memory.mayHave("c150000", 1, null), true);
  }));
