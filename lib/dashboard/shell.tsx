import type { ComponentType } from "preact";
import { useStores } from "./hooks/context.ts";
import { overlay } from "./ui/overlay.ts";
import { route, type ViewName } from "./ui/route.ts";
import { ConnectionsView } from "./views/connections.tsx";
import { HistoryView } from "./views/history.tsx";
import { LiveView } from "./views/live.tsx";
import { MetricsView } from "./views/metrics.tsx";
import { OverviewView } from "./views/overview.tsx";
import { TimelineView } from "./views/timeline.tsx";
import { AlertSettings } from "./components/shell/alert_settings.tsx";
import { Locked } from "./components/locked.tsx";
import { Announcer } from "./components/shell/announcer.tsx";
import { WaitingStrip } from "./components/list/waiting_strip.tsx";
import { Palette } from "./components/shell/palette.tsx";
import { Rail, viewTitle } from "./components/shell/rail.tsx";
import { ShortcutList } from "./components/shell/shortcut_list.tsx";
import { TopLine } from "./components/shell/top_line.tsx";
import { useShellKeys } from "./components/shell/use_shell_keys.ts";

const SHOWN: Readonly<Record<ViewName, ComponentType>> = {
  live: LiveView,
  overview: OverviewView,
  history: HistoryView,
  timeline: TimelineView,
  metrics: MetricsView,
  connections: ConnectionsView,
};

/** The frame around every view: rail, top line, and the view that the address names. */
export function Shell() {
  useShellKeys();
  const { live } = useStores();
  const { link, last } = live.connection.value;
  const View = SHOWN[route.value.view];
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => document.getElementById("view")?.focus()}>
        Skip to the view
      </button>
      <Rail />
      <TopLine />
      <Announcer />
      <main class="view" id="view" tabIndex={-1}>
        <h1 class="visually-hidden">{viewTitle(route.value.view)}</h1>
        {link === "locked" && last === null ? <Locked /> : (
          <>
            {route.value.view !== "overview" && (
              <WaitingStrip waiters={live.sessions.waiting.value} />
            )}
            <div class="view-body">
              <View />
            </div>
          </>
        )}
      </main>
      {overlay.value === "palette" && <Palette />}
      {overlay.value === "shortcuts" && <ShortcutList />}
      {overlay.value === "alerts" && <AlertSettings />}
    </div>
  );
}
