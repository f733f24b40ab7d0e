/**
 * The floor: `bare_server.ts PORT` sends every event to every client as a frame of its own, by
 * Deno's WebSockets. Standard input drives it: `N` sends N events.
 */
import { readNumbers } from "./read_numbers.ts";
import { sampleEvent } from "./sample_event.ts";

const sockets = new Set<WebSocket>();
Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.args[0]), onListen: () => {} }, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onopen = () => {
    socket.send("ready");
    sockets.add(socket);
  };
  socket.onclose = () => sockets.delete(socket);
  return response;
});

let id = 0;
for await (const count of readNumbers(Deno.stdin.readable)) {
  for (let sent = 0; sent < count; sent++) {
    const text = JSON.stringify(sampleEvent(++id));
    for (const socket of sockets) socket.send(text);
  }
}
Deno.exit(0);
