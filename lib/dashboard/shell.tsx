import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { useStores } from "./hooks/context.ts";
import { overlay } from "./ui/overlay.ts";
import { route, type ViewName } from "./ui/route.ts";
import { LiveView } from "./views/live.tsx";
import { OverviewView } from "./views/overview.tsx";
import { laterView } from "./components/later_view.tsx";
import { AlertSettings } from "./components/shell/alert_settings.tsx";
import { Locked } from "./components/locked.tsx";
import { Announcer } from "./components/shell/announcer.tsx";
import { WaitingStrip } from "./components/list/waiting_strip.tsx";
import { Palette } from "./components/shell/palette.tsx";
import { Rail, viewTitle } from "./components/shell/rail.tsx";
import { ShortcutList } from "./components/shell/shortcut_list.tsx";
import { TopLine } from "./components/shell/top_line.tsx";
import { useShellKeys } from "./components/shell/use_shell_keys.ts";

const LATER = {
  history: laterView(async () => (await import("./views/history.tsx")).HistoryView),
  timeline: laterView(async () => (await import("./views/timeline.tsx")).TimelineView),
  metrics: laterView(async () => (await import("./views/metrics.tsx")).MetricsView),
  connections: laterView(async () => (await import("./views/connections.tsx")).ConnectionsView),
  queue: laterView(async () => (await import("./views/queue.tsx")).QueueView),
  session: laterView(async () => (await import("./views/session.tsx")).SessionView),
  files: laterView(async () => (await import("./views/files.tsx")).FilesView),
};

const SHOWN: Readonly<Record<ViewName, ComponentType>> = {
  live: LiveView,
  overview: OverviewView,
  history: LATER.history.View,
  timeline: LATER.timeline.View,
  metrics: LATER.metrics.View,
  connections: LATER.connections.View,
  queue: LATER.queue.View,
  session: LATER.session.View,
  files: LATER.files.View,
};

/** The frame around every view: rail, top line, and the view that the address names. */
export function Shell() {
  useShellKeys();
  const { live } = useStores();
  const { link, last } = live.connection.value;
  const View = SHOWN[route.value.view];
  const hasBegun = last !== null;
  useEffect(() => {
    // All of it is here before it is needed: the views go on while the server is away.
    if (hasBegun) { for (const { load } of Object.values(LATER)) void load(); }
  }, [hasBegun]);
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
            {!["overview", "queue"].includes(route.value.view) && (
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
