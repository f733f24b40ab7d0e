import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path/from-file-url";
import { io } from "socket.io-client";
import type { CanonicalEvent } from "../../lib/events/event.ts";
import { testWithPackages } from "../support/need.ts";
import { until } from "../support/until.ts";
import { startServer } from "./server.ts";

const PROGRAM = fromFileUrl(new URL("emit.py", import.meta.url));

testWithPackages(
  ["python3-socketio", "python3-aiohttp"],
  "a Python client's claude_event reaches a subscribed client and the history",
  async () => {
    await using server = await startServer();
    const seen: CanonicalEvent[] = [];
    const client = io(server.url, { reconnection: false });
    client.on("events", (batch: { events: CanonicalEvent[] }) => seen.push(...batch.events));
    try {
      await until("the subscription", () => client.connected);
      const reply = await client.emitWithAck("subscribe", {});
      assertEquals(reply.ok, true);

      const emitted = await runPython(server.url, "claude_event", {
        type: "session.start",
        timestamp: "2026-07-02T13:46:40.250100+00:00",
        data: { session_id: "from-python", working_directory: "/home/dev/kiosk" },
      });
      assert(emitted.success, emitted.stderr);

      const live = await until("the live event", () => seen.find(isFromPython));
      const { events } = await server.events();
      assertEquals(events.find(isFromPython), live);
    } finally {
      client.close();
    }
  },
);

function isFromPython(event: CanonicalEvent): boolean {
  return event.session === "from-python";
}

async function runPython(url: string, name: string, argument: unknown) {
  const { success, stderr } = await new Deno.Command("/usr/bin/python3", {
    args: [PROGRAM, url, name, JSON.stringify(argument)],
  }).output();
  return { success, stderr: new TextDecoder().decode(stderr) };
}
