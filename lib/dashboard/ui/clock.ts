import { signal } from "@preact/signals";

/** The present time in ms since 1970, once a second: what "12 s ago" is drawn from. */
export const now = signal(Date.now());

/** Starts the clock. */
export function startClock(): void {
  setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 1000);
  document.addEventListener("visibilitychange", () => now.value = Date.now());
}
