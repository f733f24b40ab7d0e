import type { ViewName } from "./route.ts";

/** One key and what it does, as the list of shortcuts shows it. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
  readonly where: "Everywhere" | "In the stream" | "In the timeline" | "In graphs and charts";
}

/** All keys of the dashboard. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["1", "…", "6"], does: "Go to a view", where: "Everywhere" },
  { keys: ["Ctrl", "K"], does: "Open the command palette", where: "Everywhere" },
  { keys: ["/"], does: "Go to the filter", where: "Everywhere" },
  { keys: ["t"], does: "Change the theme", where: "Everywhere" },
  { keys: ["?"], does: "List the shortcuts", where: "Everywhere" },
  { keys: ["Esc"], does: "Close what is open", where: "Everywhere" },
  { keys: ["j", "k", "↓", "↑"], does: "Next and previous row", where: "In the stream" },
  { keys: ["Space"], does: "Pause, or follow again", where: "In the stream" },
  { keys: ["Home", "End"], does: "First row, or follow the newest", where: "In the stream" },
  { keys: ["r"], does: "Show the chosen event as JSON", where: "In the stream" },
  { keys: ["+", "−"], does: "Zoom", where: "In the timeline" },
  { keys: ["←", "→"], does: "Move in time", where: "In the timeline" },
  {
    keys: ["n", "p", "↓", "↑"],
    does: "Choose the next span, or another lane's",
    where: "In the timeline",
  },
  { keys: ["f"], does: "Follow the present", where: "In the timeline" },
  { keys: ["←", "→", "↑", "↓"], does: "Go from one to the next", where: "In graphs and charts" },
  { keys: ["Shift", "←", "→"], does: "Choose a stretch of a chart", where: "In graphs and charts" },
  { keys: ["Enter"], does: "Narrow to it, or show its events", where: "In graphs and charts" },
];

/** The digit that goes to each view, in the order of the rail. */
export const VIEW_KEYS: Readonly<Record<string, ViewName>> = {
  1: "live",
  2: "overview",
  3: "history",
  4: "timeline",
  5: "metrics",
  6: "connections",
};

/** Whether a key press belongs to a field that is being typed in. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
}
