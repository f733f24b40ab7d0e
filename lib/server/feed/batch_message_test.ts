import { assertEquals } from "@std/assert";
import { BatchMessage } from "./batch_message.ts";

Deno.test("BatchMessage is a text frame of any length, with its length in bytes", () => {
  const cases = [[40, 2], [125 - 13, 2], [126 - 13, 4], [65_535 - 13, 4], [
    65_536 - 13,
    10,
  ]] as const;
  for (const [size, head] of cases) {
    const { frame } = new BatchMessage("x".repeat(size));
    const view = new DataView(frame.buffer);
    const short = view.getUint8(1);
    const length = short < 126
      ? short
      : short === 126
      ? view.getUint16(2)
      : Number(view.getBigUint64(2));
    assertEquals([view.getUint8(0), frame.length, length], [0x81, head + size + 13, size + 13]);
    assertEquals(
      new TextDecoder().decode(frame.subarray(head)),
      `42["events",${"x".repeat(size)}]`,
    );
  }
  assertEquals(new BatchMessage("ä€").frame[1], 13 + 5);
});
