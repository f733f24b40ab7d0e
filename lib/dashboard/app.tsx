/** Starts the dashboard: stores, connection, and the page itself. */
import { render } from "preact";
import { Shell } from "./shell.tsx";
import { watchForAlerts } from "./model/alerts.ts";
import { startClock } from "./ui/clock.ts";
import { StoresContext } from "./hooks/context.ts";
import { LiveStore } from "./model/live_store.ts";
import { followAddress } from "./ui/route.ts";
import { openFeed } from "./net/socket.ts";
import { filterByAddress } from "./hooks/use_filter.ts";

const root = document.getElementById("app");
if (root !== null) {
  const live = new LiveStore();
  followAddress();
  startClock();
  filterByAddress(live);
  watchForAlerts(live);
  live.feed = openFeed(live, (update) => live.takeSessions(update));
  render(
    <StoresContext.Provider value={{ live }}>
      <Shell />
    </StoresContext.Provider>,
    root,
  );
}
