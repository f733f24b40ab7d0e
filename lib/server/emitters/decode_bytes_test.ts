import { assertEquals, assertThrows } from "@std/assert";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { decodeBytes, EncodingError } from "./decode_bytes.ts";

const BODY = new TextEncoder().encode("a body ".repeat(100));

const plain = (bytes: Uint8Array) => new Uint8Array(bytes);

Deno.test("decodeBytes() undoes encodings in their order, also of senders that leave the frame out", () => {
  const cases: readonly (readonly [Uint8Array, readonly CompressionFormat[]])[] = [
    [BODY, []],
    [gzipSync(BODY), ["gzip"]],
    [deflateSync(BODY), ["deflate"]],
    [deflateRawSync(BODY), ["deflate"]],
    [gzipSync(deflateSync(BODY)), ["gzip", "deflate"]],
  ];
  for (const [bytes, formats] of cases) {
    assertEquals(plain(decodeBytes(plain(bytes), formats, BODY.length)), BODY, formats.join(" "));
  }
});

Deno.test("decodeBytes() stops where more comes out than is allowed", () => {
  for (
    const [bytes, format] of [[gzipSync(BODY), "gzip"], [deflateSync(BODY), "deflate"]] as const
  ) {
    assertThrows(() => decodeBytes(bytes, [format], BODY.length - 1), RangeError, "699 bytes");
  }
});

Deno.test("decodeBytes() says what a body is not", () => {
  for (const format of ["gzip", "deflate"] as const) {
    const error = assertThrows(() => decodeBytes(BODY, [format], 10_000), EncodingError);
    assertEquals([error.refusal.status, error.refusal.error.code], [400, `not_${format}`]);
  }
});
