import { assertEquals, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { LARGE_BODY } from "../limits.ts";
import { LargeMessage } from "./large_message.ts";
import { PacketDecoder } from "./packet_decoder.ts";

interface Read {
  readonly type: number;
  readonly nsp: string;
  readonly id?: number;
  readonly data: unknown;
}

function setUp() {
  const packets: Read[] = [];
  const decoder = new PacketDecoder();
  decoder.on("decoded", (packet: Read) => packets.push(packet));
  return { decoder, packets };
}

const LONG = "x".repeat(LARGE_BODY);

Deno.test("PacketDecoder reads small packets as they are", () => {
  const { decoder, packets } = setUp();
  decoder.add('0{"token":"t"}');
  decoder.add('2/hook,7["claude_event",{"a":1}]');
  decoder.add('51-["f",{"_placeholder":true,"num":0}]');
  decoder.add(Buffer.from("ab"));
  assertEquals(packets.map(({ type, nsp, id, data }) => [type, nsp, id, data]), [
    [0, "/", undefined, { token: "t" }],
    [2, "/hook", 7, ["claude_event", { a: 1 }]],
    [2, "/", undefined, ["f", Buffer.from("ab")]],
  ]);
});

Deno.test("PacketDecoder reads no more of a large message than its name", () => {
  const { decoder, packets } = setUp();
  const lists = [`["a\\"b",{"x":"${LONG}"}]`, `[ "c" , "${LONG}" and this is no JSON`];
  decoder.add(`2${lists[0]}`);
  decoder.add(`2/hook,12${lists[1]}`);
  decoder.add('2["small",1]');
  assertEquals(packets.map(({ nsp, id, data }) => [nsp, id, data]), [
    ["/", undefined, ['a"b', new LargeMessage(lists[0] ?? "")]],
    ["/hook", 12, ["c", new LargeMessage(lists[1] ?? "")]],
    ["/", undefined, ["small", 1]],
  ]);
});

Deno.test("PacketDecoder refuses what is large and no message", () => {
  for (
    const packet of [
      `0{"token":"${LONG}"}`,
      `0/${LONG},`,
      `31["${LONG}"]`,
      `51-["f",{"_placeholder":true,"num":0},"${LONG}"]`,
      `2["${LONG}",1]`,
      `2["disconnect","${LONG}"]`,
      `2[["a"],"${LONG}"]`,
      `2${"1".repeat(LARGE_BODY)}["a",1]`,
      LONG,
    ]
  ) {
    const { decoder, packets } = setUp();
    assertThrows(() => decoder.add(packet), Error, undefined, packet.slice(0, 40));
    assertEquals(packets, []);
  }
  const { decoder } = setUp();
  decoder.add('52-["f",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
  decoder.add(Buffer.alloc(LARGE_BODY));
  assertThrows(() => decoder.add(Buffer.alloc(1)), Error, "too large");
});
