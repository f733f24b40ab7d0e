import { assertEquals } from "@std/assert";
import { FrameCounter } from "./frame_counter.ts";

function frame(text: string): Uint8Array {
  const { length } = text;
  const head = length < 126
    ? [0x81, length]
    : length < 65_536
    ? [0x81, 126, length >> 8, length & 255]
    : [0x81, 127, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 255, length & 255];
  return new Uint8Array([...head, ...new TextEncoder().encode(text)]);
}

Deno.test("FrameCounter finds frames of every length, however they are cut", () => {
  const texts = ["2", "x".repeat(125), `${"y".repeat(500)}"last":12}]`, "z".repeat(70_000), "end"];
  const bytes = new Uint8Array(texts.flatMap((text) => [...frame(text)]));
  for (const step of [1, 3, 31, 700, bytes.length]) {
    const seen: string[] = [];
    const counter = new FrameCounter((tail) => void seen.push(tail));
    for (let at = 0; at < bytes.length; at += step) counter.add(bytes.slice(at, at + step));
    assertEquals(seen, texts.map((text) => text.slice(-32)));
  }
});
