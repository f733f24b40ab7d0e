import { assert, assertEquals, assertRejects } from "@std/assert";
import { lineBatches, lineParts } from "./line_batches.ts";

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

Deno.test("lineBatches() hands out no more than 64 KiB at once, but for a line that has more", async () => {
  const half = "x".repeat(32 * 1024);
  const batches = await batchesOf([half, half, half, half + half + half, "y", "z"].join("\n"));
  assertEquals(batches.map(({ lines }) => lines.length), [2, 1, 1, 1, 1]);
  assertEquals(batches.map(({ firstLine }) => firstLine), [1, 3, 4, 5, 6]);
});

Deno.test("lineBatches() takes a line of 32 MiB, and reads no further in one that is longer", async () => {
  const MIB = new TextEncoder().encode("x".repeat(1024 * 1024));
  let read = 0;
  async function* stream(pieces: number) {
    yield new TextEncoder().encode("first\n");
    for (read = 0; read < pieces; read++) yield await Promise.resolve(MIB);
    yield new TextEncoder().encode("\nlast");
  }
  const batches = await Array.fromAsync(lineBatches(stream(32)));
  assertEquals(batches[1]?.lines[0]?.length, 32 * 1024 * 1024);
  await assertRejects(
    () => Array.fromAsync(lineBatches(stream(64))),
    RangeError,
    "Line 2 is too long",
  );
  assert(read <= 33, `${read} MiB were read`);
});

Deno.test("lineParts() hands out long lines as they came, and others as text", async () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const stream = ReadableStream.from(["a\nlong ", "long lo", "ng\nb\nü", "last las"].map(bytes));
  const parts = await Array.fromAsync(lineParts(stream, 9));
  assertEquals(parts, [
    { lines: ["a"], firstLine: 1 },
    { long: [bytes("long "), bytes("long lo"), bytes("ng")], firstLine: 2 },
    { lines: ["b"], firstLine: 3 },
    { long: [bytes("ü"), bytes("last las")], firstLine: 4 },
  ]);
});

Deno.test("lineBatches() joins characters that are cut", async () => {
  const [one, two] = [new Uint8Array([0x22, 0xc3]), new Uint8Array([0xbc, 0x22, 10])];
  const parts = await Array.fromAsync(lineBatches(ReadableStream.from([one, two])));
  assertEquals(parts, [{ lines: ['"ü"'], firstLine: 1 }]);
});
