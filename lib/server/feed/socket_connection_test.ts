import { assertEquals } from "@std/assert";
import type { Socket } from "socket.io";
import { SharedPackets } from "./shared_packets.ts";
import { SocketConnection } from "./socket_connection.ts";

Deno.test("SocketConnection writes packets to a client that polls, and one frame of them to others", () => {
  const shared = new SharedPackets(["one", "two"]);
  for (const [name, written] of [["polling", ["one", "two"]], ["websocket", [""]]] as const) {
    const writes: unknown[] = [];
    const options: unknown[] = [];
    const conn = {
      transport: { name },
      on: () => {},
      write(packet: string, given?: unknown) {
        writes.push(packet);
        options.push(given);
      },
    };
    const socket = { id: "s", connected: true, conn } as unknown as Socket;
    new SocketConnection(socket).write(shared);
    assertEquals(writes, [...written], name);
    assertEquals(options.filter((each) => each !== undefined).length, name === "polling" ? 0 : 1);
  }
});
