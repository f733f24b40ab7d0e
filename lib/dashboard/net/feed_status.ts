import type { GapNotice } from "../../contract/socket.ts";

/** How the page is connected to its server. */
export type Link =
  /** Never connected yet. */
  | "connecting"
  /** Connected, and still receiving what happened before. */
  | "catching-up"
  | "live"
  /** Was connected; tries again by itself. */
  | "lost"
  /** The server said that it ends; tries again by itself. */
  | "stopped"
  | "restarting"
  /** The server does not let this page in: it asks for a token. */
  | "locked"
  /** The server does not let this page in, for the reason that it says. */
  | "refused";

/** What the person is told about the connection. */
export interface FeedStatus {
  readonly link: Link;
  /** Since when; ms since 1970. */
  readonly since: number;
  /** The server's own words, where it refused. */
  readonly reason: string | undefined;
  /** The last id that is here; `null` before the first page. */
  readonly last: number | null;
  /** Whether the store has events before the first one that is here. */
  readonly earlier: boolean;
  /** Stretches that were not sent and are not fetched yet. */
  readonly missing: readonly GapNotice[];
  /** When the server began another store while the page was open; ms since 1970. */
  readonly resetAt: number | undefined;
}

/** Before anything happened. */
export function initialStatus(now: number): FeedStatus {
  return {
    link: "connecting",
    since: now,
    reason: undefined,
    last: null,
    earlier: false,
    missing: [],
    resetAt: undefined,
  };
}

/** Enters another state of the connection; the same state keeps its beginning. */
export function withLink(
  status: FeedStatus,
  link: Link,
  now: number,
  reason?: string,
): FeedStatus {
  const since = status.link === link ? status.since : now;
  return { ...status, link, since, reason };
}

/** Whether nothing new can come: what is shown is what was known when this began. */
export function isAway({ link }: FeedStatus): boolean {
  return link !== "connecting" && link !== "catching-up" && link !== "live";
}

/** What a broken connection means, after what the server last said. */
export function linkAfterLoss(link: Link): Link {
  return link === "live" || link === "catching-up" ? "lost" : link;
}
