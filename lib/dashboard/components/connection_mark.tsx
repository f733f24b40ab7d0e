import { now } from "../ui/clock.ts";
import { useStores } from "../hooks/context.ts";
import type { FeedStatus, Link } from "../net/feed_status.ts";
import { ago } from "../reading/time.ts";

const SHAPES: Readonly<Record<Link, string>> = {
  "connecting": "○",
  "catching-up": "◐",
  "live": "●",
  "lost": "✕",
  "stopped": "■",
  "restarting": "◐",
  "locked": "✕",
  "refused": "✕",
};

/** Says how the page is connected, always in view, by shape and word and colour. */
export function ConnectionMark() {
  const status = useStores().live.connection.value;
  return (
    <span class={`connection is-${status.link}`} role="status" title={connectionAdvice(status)}>
      <span class="connection-shape" aria-hidden="true">{SHAPES[status.link]}</span>
      <span class="connection-word">{connectionWords(status, now.value)}</span>
    </span>
  );
}

/** The state of the connection in a few words. */
export function connectionWords(status: FeedStatus, at: number): string {
  const since = ago(at - status.since);
  switch (status.link) {
    case "connecting":
      return "Connecting";
    case "catching-up":
      return "Catching up";
    case "live":
      return status.missing.length === 0 ? "Live" : "Live, filling a gap";
    case "lost":
      return `Connection lost ${since}`;
    case "stopped":
      return `Server stopped ${since}`;
    case "restarting":
      return "Server restarting";
    case "locked":
    case "refused":
      return "Not let in";
  }
}

/** What a person can do about the state of the connection, in a sentence. */
export function connectionAdvice(status: FeedStatus): string {
  switch (status.link) {
    case "connecting":
      return "Waiting for the server's first answer";
    case "catching-up":
      return "Receiving what happened while this page was away";
    case "live":
      return "Connected: events appear as they happen";
    case "lost":
      return "Trying again by itself. What happens meanwhile is kept and will appear. " +
        (status.reason ?? "");
    case "stopped":
      return "Run mpm-monitor start to bring the server back; this page continues by itself";
    case "restarting":
      return "The server comes back on the same port; this page continues by itself";
    case "locked":
      return "This server asks for a token. Run mpm-monitor open: it opens the page and lets " +
        "this browser in. Each of its links works once. Or load the page anew and enter the token";
    case "refused":
      return status.reason ?? "The server does not say why";
  }
}
