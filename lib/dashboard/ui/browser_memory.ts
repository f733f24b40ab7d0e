/** What was kept in this browser under a name, also before the page was opened. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    // Storage is switched off: nothing was kept.
    return undefined;
  }
}

/** Keeps a text in this browser; `undefined` takes it away. */
export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Storage is switched off: it lasts as long as the page.
  }
}
