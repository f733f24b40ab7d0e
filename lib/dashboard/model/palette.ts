import type { LiveStore } from "./live_store.ts";
import { logOut } from "../net/login.ts";
import { overlay } from "../ui/overlay.ts";
import { goTo, setParams, type ViewName, VIEWS } from "../ui/route.ts";
import { chooseTheme, type Theme } from "../ui/theme.ts";

/** One thing that the palette can do. */
export interface PaletteEntry {
  readonly group: string;
  readonly title: string;
  run(): void;
}

const VIEW_TITLES: Readonly<Record<Exclude<ViewName, "session">, string>> = {
  live: "Live: the stream as it happens",
  overview: "Overview: what everybody is doing",
  history: "History: search all that is stored",
  timeline: "Timeline: who did what when",
  metrics: "Metrics: rates, times, errors",
  connections: "Connections: clients and server",
  queue: "Who waits: one question at a time",
  files: "Files: who changed what, and how",
};

/** Everything that the palette can do now. */
export function paletteEntries(live: LiveStore): readonly PaletteEntry[] {
  const views = [...VIEWS, "queue" as const, "files" as const].map((view) => ({
    group: "Go to",
    title: VIEW_TITLES[view],
    run: () => goTo(view),
  }));
  const themes: readonly Theme[] = ["system", "light", "dark"];
  const projects = live.projects.value;
  return [
    ...views,
    ...projects.map((project) => ({
      group: "Project",
      title: live.names.labelOf(project) ?? project,
      run: () => setParams({ project }),
    })),
    { group: "Show", title: "Only failures", run: () => setParams({ q: "status:error" }) },
    { group: "Show", title: "Only what is running", run: () => setParams({ q: "status:running" }) },
    {
      group: "Show",
      title: "Everything again",
      run: () => setParams({ q: undefined, project: undefined }),
    },
    ...themes.map((theme) => ({
      group: "Theme",
      title: `Theme: ${theme}`,
      run: () => chooseTheme(theme),
    })),
    { group: "Session", title: "Log out, where a token is asked for", run: () => void logOut() },
    { group: "Help", title: "Keyboard shortcuts", run: () => overlay.value = "shortcuts" },
    { group: "Help", title: "Alerts", run: () => overlay.value = "alerts" },
  ];
}

/** The entries that have all typed words, those that begin with the first one at the top. */
export function searchEntries(
  entries: readonly PaletteEntry[],
  typed: string,
): readonly PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const [first] = words;
  if (first === undefined) return entries;
  const found = entries.filter((entry) => {
    const text = `${entry.group} ${entry.title}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = (entry: PaletteEntry) => entry.title.toLowerCase().startsWith(first) ? 0 : 1;
  return found.toSorted((a, b) => begins(a) - begins(b));
}
