import { io, type Socket } from "socket.io-client";
import type { EventsAnswer } from "../../contract/http.ts";
import type { ClientToServer, ServerToClient, SubscribeReply } from "../../contract/socket.ts";
import { Feed, type FeedPorts, type FeedSink } from "./feed.ts";
import { getJson } from "./http.ts";

/** How long the server may take to answer a subscription, in ms. */
const REPLY_WITHIN = 10_000;

/** Connects the page to the server that it came from, and keeps it connected. */
export function openFeed(sink: FeedSink): Feed {
  const socket: Socket<ServerToClient, ClientToServer> = io({
    autoConnect: false,
    transports: ["websocket", "polling"],
    reconnectionDelay: 250,
    reconnectionDelayMax: 3000,
    query: { client: "dashboard" },
  });
  const feed = new Feed(portsOf(socket), sink);
  socket.on("connect", () => void feed.connected());
  socket.on("events", (batch) => feed.events(batch));
  socket.on("gap", (notice) => void feed.gap(notice));
  socket.on("reset", () => void feed.reset());
  socket.on("farewell", (notice) => feed.farewell(notice));
  socket.on("disconnect", () => {
    feed.disconnected();
    // After a close that the server asked for, the library leaves connecting again to us.
    if (!socket.active) socket.connect();
  });
  socket.on("connect_error", (error) => {
    // An inactive socket was refused by the server itself; anything else is tried again.
    if (socket.active) return;
    feed.refused(error.message);
    setTimeout(() => socket.connect(), 5000);
  });
  socket.connect();
  return feed;
}

function portsOf(socket: Socket<ServerToClient, ClientToServer>): FeedPorts {
  return {
    async subscribe(request) {
      const reply: SubscribeReply = await socket.timeout(REPLY_WITHIN)
        .emitWithAck("subscribe", request);
      return reply;
    },
    page(bounds) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(bounds)) query.set(name, String(value));
      return getJson<EventsAnswer>(`/api/events?${query}`);
    },
    now: Date.now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
