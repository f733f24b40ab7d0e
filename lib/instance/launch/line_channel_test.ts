import { assertEquals, assertRejects } from "@std/assert";
import { LineChannel } from "./line_channel.ts";

/** A channel on which the other side sends these pieces, and what was sent to it. */
function channelOf(...pieces: readonly string[]) {
  const sent: string[] = [];
  const encoder = new TextEncoder();
  const channel = new LineChannel({
    readable: ReadableStream.from(pieces.map((piece) => encoder.encode(piece))),
    writable: new WritableStream({
      write: (bytes: Uint8Array) => void sent.push(new TextDecoder().decode(bytes)),
    }),
    close() {
      throw new Error("closed already");
    },
  });
  return { channel, sent };
}

Deno.test("LineChannel reads documents, however their bytes are cut", async () => {
  const { channel } = channelOf('{"a"', ':1}\n{"b":', '2}\n{"c":3}\n', '{"cut off":');
  const read = [];
  for (let at = 0; at < 4; at++) read.push(await channel.receive());
  assertEquals(read, [{ a: 1 }, { b: 2 }, { c: 3 }, undefined]);
});

Deno.test("LineChannel sends each document as a line, and minds no end by the other side", async () => {
  const { channel, sent } = channelOf("no JSON\n");
  await channel.send({ text: "one\ntwo" });
  assertEquals(sent, ['{"text":"one\\ntwo"}\n']);
  await assertRejects(() => channel.receive(), SyntaxError);
  channel.close();
});
