import { assertEquals } from "@std/assert";
import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers";
import { BodyReader } from "../body_reader.ts";
import type { IncomingMessage } from "node:http";
import { Turns } from "./turns.ts";

Deno.test("Turns are over after so many bytes, and begin anew", () => {
  const turns = new Turns();
  const piece = new Uint8Array(64 * 1024);
  assertEquals([1, 2, 3, 4, 5].map(() => turns.isOver(piece)), [false, true, false, true, false]);
});

for (const way of ["readPieces", "stream"] as const) {
  Deno.test(`a body that is there at once lets others have their turn, by BodyReader.${way}()`, async () => {
    const body = new PassThrough({ highWaterMark: 64 * 1024 * 1024 });
    const request = Object.assign(body, { rawHeaders: [] }) as unknown as IncomingMessage;
    for (let n = 0; n < 64; n++) body.write(new Uint8Array(64 * 1024));
    body.end();
    const reader = new BodyReader();
    let isOver = false;
    let turns = 0;
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    let bytes = 0;
    const pieces = way === "stream" ? reader.stream(request) : await reader.readPieces(request);
    for await (const { length } of pieces) bytes += length;
    isOver = true;
    assertEquals(bytes, 4 * 1024 * 1024);
    assertEquals(turns >= 8, true, `${turns} turns`);
  });
}
