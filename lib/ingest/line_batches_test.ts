import { assertEquals } from "@std/assert";
import { lineBatches } from "./line_batches.ts";

async function batchesOf(...chunks: readonly string[]) {
  const stream = ReadableStream.from(chunks.map((text) => new TextEncoder().encode(text)));
  return await Array.fromAsync(lineBatches(stream));
}

Deno.test("lineBatches() hands out whole lines with their numbers, wherever the bytes are cut", async () => {
  assertEquals(await batchesOf("a\nb", "b\n", "\nc"), [
    { lines: ["a"], firstLine: 1 },
    { lines: ["bb"], firstLine: 2 },
    { lines: [""], firstLine: 3 },
    { lines: ["c"], firstLine: 4 },
  ]);
});

Deno.test("lineBatches() hands out no more than 200 lines at once", async () => {
  const lines = Array.from({ length: 450 }, (_, n) => `line ${n}`);
  const batches = await batchesOf(`${lines.join("\n")}\nlast`);
  assertEquals(batches.map(({ firstLine }) => firstLine), [1, 201, 401, 451]);
  assertEquals(batches.flatMap((batch) => batch.lines), [...lines, "last"]);
});
