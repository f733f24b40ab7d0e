import type { Finding } from "./finding.ts";

/** How far the events of a store have been redacted by the rules of this version. */
export interface StoreRedaction {
  readonly path: string;
  readonly port: number | null;
  readonly isDue: boolean;
  /** It was begun, and events up to this id are done; 0 where it was not. */
  readonly begun: number;
  /** The highest id of an event. */
  readonly last: number;
}

/** Says which stores hold what an older release took for harmless. */
export function redactionFindings(stores: readonly StoreRedaction[]): Finding[] {
  return stores.filter(({ isDue }) => isDue).map(({ path, port, begun, last }): Finding => ({
    check: "stored_secrets",
    state: "warning",
    message: `Events in ${path} were stored by rules that knew fewer secrets` +
      (begun === 0 ? "" : `; replacing them was begun (${Math.floor(begun * 100 / last)} %)`),
    advice: `mpm-monitor store redact${port === null ? "" : ` --port ${port}`}`,
  }));
}
