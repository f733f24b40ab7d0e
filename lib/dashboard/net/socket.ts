import { signal } from "@preact/signals";
import type { EventsAnswer } from "../../contract/http.ts";
import type { ServerToClient, SubscribeReply } from "../../contract/socket.ts";
import { Feed, type FeedPorts, type FeedSink, NO_TOKEN } from "./feed.ts";
import { getJson } from "./http.ts";
import { Wire } from "./wire.ts";

/** How long the server may take to answer a subscription, in ms. */
const REPLY_WITHIN = 10_000;

/** The server's name for this page; empty until it is connected. */
export const clientId = signal("");

/** Connects the page to the server that it came from, and keeps it connected. */
export function openFeed(sink: FeedSink): Feed {
  const url = new URL("/socket.io/?client=dashboard", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  url.hash = "";
  const wire = new Wire(url.href, {
    connected(id) {
      clientId.value = id;
      void feed.connected();
    },
    disconnected: () => feed.disconnected(),
    refused: (reason, code) => void feed.refused(reason, code === NO_TOKEN),
    // Both sides share the types of the messages; what else may come is not for this page.
    message: (name, body) => handlers[name as keyof ServerToClient]?.(body as never),
  });
  const feed = new Feed(portsOf(wire), sink);
  const handlers: ServerToClient = {
    events: (batch) => feed.events(batch),
    gap: (notice) => void feed.gap(notice),
    reset: () => void feed.reset(),
    farewell: (notice) => feed.farewell(notice),
  };
  wire.open();
  addEventListener("online", () => wire.open());
  return feed;
}

function portsOf(wire: Wire): FeedPorts {
  return {
    async subscribe(request) {
      return await wire.ask("subscribe", request, REPLY_WITHIN) as SubscribeReply;
    },
    page(bounds) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(bounds)) query.set(name, String(value));
      return getJson<EventsAnswer>(`/api/events?${query}`);
    },
    now: Date.now,
    reconnect() {
      wire.close();
      wire.open();
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
