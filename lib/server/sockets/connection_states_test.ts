import { assertEquals } from "@std/assert";
import type { Socket } from "socket.io";
import { ConnectionStates } from "./connection_states.ts";

/** Sockets of one connection. */
function socketsOf(transport: object = {}) {
  const conn = { transport } as unknown as Socket["conn"];
  return () => ({ conn });
}

Deno.test("ConnectionStates lets a connection join as many namespaces as a server allows", () => {
  const states = new ConnectionStates(() => {});
  const [one, other] = [socketsOf(), socketsOf()];
  assertEquals([1, 2, 3].map(() => states.join(one(), 2)), [true, true, false]);
  assertEquals(states.join(other(), 2), true);
  assertEquals(states.of(one()).namespaces, 2);
});

Deno.test("ConnectionStates stops reading a connection that sends too fast, and logs what fails", async () => {
  const calls: string[] = [];
  const log: string[] = [];
  const socket = { pause: () => calls.push("pause"), resume: () => calls.push("resume") };
  const { queue } = new ConnectionStates((line) => log.push(line)).of(socketsOf({ socket })());
  const gate = Promise.withResolvers<void>();
  for (let n = 0; n < 300; n++) queue.run(() => gate.promise);
  assertEquals(calls, ["pause"]);
  gate.resolve();
  const last = Promise.withResolvers<void>();
  queue.run(() => {
    last.resolve();
    return Promise.reject(new Error("no"));
  });
  await last.promise;
  await Promise.resolve();
  assertEquals(calls, ["pause", "resume"]);
  assertEquals(log, ["Cannot take a client's message: Error: no"]);
});

Deno.test("ConnectionStates takes a transport that cannot be paused as it is", () => {
  for (const transport of [{}, { socket: null }, { socket: { pause: 1, resume: 1 } }]) {
    const { queue } = new ConnectionStates(() => {}).of(socketsOf(transport)());
    for (let n = 0; n < 300; n++) queue.run(() => Promise.resolve());
  }
});
