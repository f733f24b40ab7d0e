import { visibleDeep } from "../../events/text/visible.ts";
import { signal } from "@preact/signals";
import type { SessionsUpdate } from "../../contract/socket.ts";
import { serverNow } from "../ui/clock.ts";
import type { EventsAnswer } from "../../contract/http.ts";
import { FeedConnection } from "../../feed_client/mod.ts";
import { Feed, type FeedPorts, type FeedSink, NO_TOKEN } from "./feed.ts";
import { getJson } from "./http.ts";

/** The server's name for this page; empty until it is connected. */
export const clientId = signal("");

/** Connects the page to the server that it came from, and keeps it connected. */
export function openFeed(sink: FeedSink, sessions: (update: SessionsUpdate) => void): Feed {
  const address = { url: location.origin, query: { client: "dashboard" } };
  const connection = new FeedConnection(address, {
    connected(id) {
      clientId.value = id;
      connection.followSessions();
      void feed.connected();
    },
    disconnected: () => feed.disconnected(),
    refused: ({ message, code }) => void feed.refused(message, code === NO_TOKEN),
    events: (batch) => feed.events(visibleDeep(batch)),
    gap: (notice) => void feed.gap(notice),
    reset: () => void feed.reset(),
    farewell: (notice) => feed.farewell(notice),
    sessions: (update) => sessions(visibleDeep(update)),
  });
  const feed = new Feed(portsOf(connection), sink);
  connection.open();
  addEventListener("online", () => {
    if (!connection.isConnected) connection.reopen();
  });
  return feed;
}

function portsOf(connection: FeedConnection): FeedPorts {
  return {
    subscribe: (request) => connection.subscribe(request),
    page(bounds) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(bounds)) query.set(name, String(value));
      return getJson<EventsAnswer>(`/api/events?${query}`);
    },
    now: serverNow,
    reconnect: () => connection.reopen(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
