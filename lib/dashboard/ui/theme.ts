import { signal } from "@preact/signals";
import { recall, remember } from "./browser_memory.ts";

/** What a person can choose; `system` follows the system's setting. */
export type Theme = "system" | "light" | "dark";

const KEY = "theme";

/** The chosen theme. The page's `theme.js` applies it before the first paint. */
export const theme = signal<Theme>(stored());

/** Chooses a theme and keeps it. */
export function chooseTheme(next: Theme): void {
  theme.value = next;
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  remember(KEY, next === "system" ? undefined : next);
}

/** The theme that the toggle goes to next: the opposite of what is on screen, then the system's. */
export function nextTheme(current: Theme): Theme {
  const order: readonly Theme[] = ["system", "light", "dark"];
  return order[(order.indexOf(current) + 1) % order.length] ?? "system";
}

function stored(): Theme {
  const value = recall(KEY);
  return value === "light" || value === "dark" ? value : "system";
}
