/** Where word goes that an agent waits. */
export interface NotifyTargets {
  /** Whether the desktop shows it. */
  readonly desktop: boolean;
  /** The address that gets a POST; `null` where there is none. */
  readonly url: string | null;
}

const DESKTOP = "desktop";

/** Reads `desktop`, an address, or both with a comma between them; the address is not checked. */
export function readTargets(text: string): NotifyTargets {
  if (text === DESKTOP) return { desktop: true, url: null };
  const desktop = text.startsWith(`${DESKTOP},`);
  return { desktop, url: desktop ? text.slice(DESKTOP.length + 1) : text };
}
