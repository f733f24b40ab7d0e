import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { MAX_BODY } from "../limits.ts";
import { BodyIdleError, BodyLostError, BodyTooLargeError } from "./body.ts";
import { BodyReader } from "./body_reader.ts";

/** A request whose body the test sends. */
function requestOf(headers: Readonly<Record<string, string>> = {}) {
  const body = new PassThrough();
  const request = Object.assign(body, { rawHeaders: Object.entries(headers).flat() });
  return { body, request: request as unknown as IncomingMessage };
}

const text = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString();

/** Long after all that has happened so far. */
const later = () => performance.now() + 31_000;

Deno.test("BodyReader puts a body together from its pieces", async () => {
  const { body, request } = requestOf();
  const read = new BodyReader().readPieces(request);
  body.write("one ");
  body.end("two");
  assertEquals(text(await read), "one two");
  const empty = requestOf();
  const nothing = new BodyReader().readPieces(empty.request);
  empty.body.end();
  assertEquals(await nothing, []);
});

Deno.test("BodyReader refuses a body that is too large, by its announcement or as it comes", async () => {
  const announced = requestOf({ "Content-Length": `${MAX_BODY + 1}` });
  await assertRejects(() => new BodyReader().readPieces(announced.request), BodyTooLargeError);
  const { body, request } = requestOf({ "Content-Length": `${MAX_BODY}` });
  const reader = new BodyReader();
  const read = reader.readPieces(request);
  const half = new Uint8Array(MAX_BODY / 2);
  for (const bytes of [half, half, new Uint8Array(1)]) body.write(bytes);
  await assertRejects(() => read, BodyTooLargeError);
  body.destroy();
});

Deno.test("BodyReader takes a body that is just small enough", async () => {
  const { body, request } = requestOf({ "Content-Length": `${MAX_BODY}` });
  const read = new BodyReader().readPieces(request);
  body.end(new Uint8Array(MAX_BODY));
  assertEquals(Buffer.concat(await read).length, MAX_BODY);
});

Deno.test("BodyReader says that a connection ended before its body", async () => {
  const { body, request } = requestOf();
  const read = new BodyReader().readPieces(request);
  body.write("one ");
  body.destroy();
  await assertRejects(() => read, BodyLostError);
});

Deno.test("BodyReader gives up a body of which nothing comes any more, and no other", async () => {
  const reader = new BodyReader();
  const [silent, done] = [requestOf(), requestOf()];
  const read = reader.readPieces(silent.request);
  const other = reader.readPieces(done.request);
  done.body.end("all");
  assertEquals(text(await other), "all");
  reader.giveUpIdle(performance.now() + 29_000);
  silent.body.write("one");
  reader.giveUpIdle(later());
  await assertRejects(() => read, BodyIdleError);
  silent.body.destroy();
});

Deno.test("BodyReader gives up a stream that is silent, not one whose events are being stored", async () => {
  const reader = new BodyReader();
  const { body, request } = requestOf();
  const stream = reader.stream(request);
  body.write("one");
  assertEquals(text([(await stream.next()).value ?? new Uint8Array()]), "one");
  // We are the ones who let it wait.
  reader.giveUpIdle(later());
  assertEquals(body.destroyed, false);
  const next = stream.next();
  await Promise.resolve();
  reader.giveUpIdle(later());
  await assertRejects(() => next, BodyIdleError);
});

Deno.test("BodyReader leaves the connection of a stream alone that has ended", async () => {
  const reader = new BodyReader();
  const { body, request } = requestOf();
  body.end("one");
  const pieces = await Array.fromAsync(reader.stream(request));
  assertEquals(text(pieces), "one");
  // The next request may be on its way there.
  let cuts = 0;
  request.destroy = () => {
    cuts++;
    return request;
  };
  reader.giveUpIdle(later());
  assertEquals(cuts, 0);
});
