import { assertEquals } from "@std/assert";
import { eventPacket, SharedPackets } from "./shared_packets.ts";

Deno.test("SharedPackets are text frames of any length, with their length in bytes", () => {
  for (const [size, head] of [[40, 2], [125, 2], [126, 4], [65_535, 4], [65_536, 10]] as const) {
    const text = "x".repeat(size - 1);
    const { frames } = new SharedPackets([text]);
    const view = new DataView(frames.buffer);
    const short = view.getUint8(1);
    const length = short < 126
      ? short
      : short === 126
      ? view.getUint16(2)
      : Number(view.getBigUint64(2));
    assertEquals([view.getUint8(0), frames.length, length], [0x81, head + size, size]);
    assertEquals(new TextDecoder().decode(frames.subarray(head)), `4${text}`);
  }
  assertEquals(new SharedPackets(["ä€"]).frames[1], 1 + 5);
});

Deno.test("SharedPackets go out as one piece, one frame each", () => {
  const { frames } = new SharedPackets([eventPacket("a", '{"b":1}'), eventPacket("c", "2")]);
  const expected = '\x0f42["a",{"b":1}]\x81\x0942["c",2]';
  assertEquals([...frames], [0x81, ...[...expected].map((char) => char.charCodeAt(0))]);
});
