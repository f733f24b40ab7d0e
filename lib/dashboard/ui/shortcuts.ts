import type { ViewName } from "./route.ts";

/** Where keys do something, in the order in which they are listed. */
export const PLACES = [
  "Everywhere",
  "In Live and History",
  "Among those who wait",
  "In Live",
  "In the timeline",
  "In graphs and charts",
] as const;

/** One key and what it does, as the list of shortcuts shows it. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
  readonly where: typeof PLACES[number];
}

/** All keys of the dashboard. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ["1", "…", "6"], does: "Go to a view", where: "Everywhere" },
  { keys: ["w"], does: "Who waits for you, one question at a time", where: "Everywhere" },
  { keys: ["c"], does: "Files that were changed, by whom", where: "Everywhere" },
  { keys: ["Ctrl", "K"], does: "Open the command palette", where: "Everywhere" },
  { keys: ["/"], does: "Go to the filter", where: "Everywhere" },
  { keys: ["t"], does: "Change the theme", where: "Everywhere" },
  { keys: ["?"], does: "List the shortcuts", where: "Everywhere" },
  { keys: ["Esc"], does: "Close what is open", where: "Everywhere" },
  { keys: ["Enter"], does: "Go into the chosen event", where: "Everywhere" },
  { keys: ["r"], does: "Show it as JSON", where: "Everywhere" },
  { keys: ["j", "k", "↓", "↑"], does: "Next and previous row", where: "In Live and History" },
  { keys: ["Home", "End"], does: "First and last row", where: "In Live and History" },
  { keys: ["n", "p"], does: "Next and previous question", where: "Among those who wait" },
  { keys: ["Space"], does: "Pause, or follow again", where: "In Live" },
  { keys: ["o"], does: "Open what is folded behind the row", where: "In Live" },
  { keys: ["+", "−"], does: "Zoom", where: "In the timeline" },
  { keys: ["←", "→"], does: "Move in time", where: "In the timeline" },
  {
    keys: ["n", "p", "↓", "↑"],
    does: "Choose the next span, or another lane's",
    where: "In the timeline",
  },
  { keys: ["f"], does: "Follow the present", where: "In the timeline" },
  { keys: ["0"], does: "Show all", where: "In the timeline" },
  { keys: ["←", "→", "↑", "↓"], does: "Go from one to the next", where: "In graphs and charts" },
  { keys: ["Shift", "←", "→"], does: "Choose a stretch of a chart", where: "In graphs and charts" },
  { keys: ["Enter"], does: "Narrow to it, or show its events", where: "In graphs and charts" },
];

/** The key that goes to each view: digits in the order of the rail. */
export const VIEW_KEYS: Readonly<Record<string, ViewName>> = {
  1: "live",
  2: "overview",
  3: "history",
  4: "timeline",
  5: "metrics",
  6: "connections",
  w: "queue",
  c: "files",
};

/** Whether a key press belongs to a field that is being typed in. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
}
