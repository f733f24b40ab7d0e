/** Starts the dashboard: stores, connection, and the page itself. */
import { render } from "preact";
import { Shell } from "./components/shell.tsx";
import { beginHues } from "./stores/begin_hues.ts";
import { watchForAlerts } from "./stores/alerts.ts";
import { startClock } from "./stores/clock.ts";
import { StoresContext } from "./stores/context.ts";
import { LiveStore } from "./stores/live_store.ts";
import { followAddress } from "./stores/route.ts";
import { openFeed } from "./stores/socket.ts";
import { filterByAddress } from "./stores/use_filter.ts";

const root = document.getElementById("app");
if (root !== null) {
  const live = new LiveStore();
  followAddress();
  startClock();
  filterByAddress(live);
  watchForAlerts(live);
  beginHues(live);
  live.feed = openFeed(live);
  render(
    <StoresContext.Provider value={{ live }}>
      <Shell />
    </StoresContext.Provider>,
    root,
  );
}
