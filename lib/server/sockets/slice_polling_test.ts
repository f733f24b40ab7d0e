import { assertEquals } from "@std/assert";
import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { until } from "../../../tests/support/until.ts";
import { isPolling, slicePolling } from "./slice_polling.ts";

/** A transport that writes down what comes to it. */
class Recorder extends EventEmitter {
  readonly name = "polling";
  readyState = "open";
  readonly requests: (string | undefined)[] = [];
  readonly taken: string[] = [];

  onRequest({ method }: IncomingMessage): void {
    this.requests.push(method);
  }

  onData(packets: string): void {
    this.taken.push(packets);
  }

  pause(): void {}
  resume(): void {}
}

function setUp() {
  const transport = new Recorder();
  slicePolling(transport);
  return { transport, post: { method: "POST" } as IncomingMessage };
}

const MANY = Array.from({ length: 10_000 }, (_, index) => `4${index}`);
const SEPARATOR = "\x1e";

Deno.test("isPolling() knows the transport by its name", () => {
  assertEquals(isPolling(new Recorder()), true);
  assertEquals(isPolling({ name: "websocket" }), false);
});

Deno.test("slicePolling() takes a large request in slices, and the next one behind it", async () => {
  const { transport, post } = setUp();
  transport.onData(MANY.join(SEPARATOR));
  assertEquals(transport.taken.length, 1);
  transport.onRequest(post);
  transport.onRequest({ method: "GET" } as IncomingMessage);
  assertEquals(transport.requests, ["GET"]);
  await until("the next request", () => transport.requests.length === 2);
  assertEquals(transport.taken.join(SEPARATOR).split(SEPARATOR), MANY);
  assertEquals(transport.taken.every(({ length }) => length <= 16 * 1024), true);
});

Deno.test("slicePolling() takes a large packet whole", async () => {
  const { transport } = setUp();
  const packets = ["41", `4${"x".repeat(100_000)}`, "42"];
  transport.onData(packets.join(SEPARATOR));
  await until("all packets", () => transport.taken.length === 3);
  assertEquals(transport.taken, packets);
});

Deno.test("slicePolling() takes nothing while its connection is paused", async () => {
  const { transport, post } = setUp();
  transport.onData(MANY.join(SEPARATOR));
  transport.pause();
  transport.onRequest(post);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals([transport.taken.length, transport.requests], [1, []]);
  transport.resume();
  await until("the next request", () => transport.requests.length === 1);
  assertEquals(transport.taken.join(SEPARATOR).split(SEPARATOR), MANY);
});

Deno.test("slicePolling() forgets what a closed connection has left", async () => {
  const { transport, post } = setUp();
  transport.onData(MANY.join(SEPARATOR));
  transport.onRequest(post);
  transport.readyState = "closed";
  await until("the next request", () => transport.requests.length === 1);
  assertEquals(transport.taken.length, 1);
});
