import type { CanonicalEvent } from "../../events/event.ts";
import { kindOf } from "../reading/kind.ts";
import { folderName } from "../reading/text.ts";
import type { Row } from "./row.ts";

/** What a person wants to be told about. */
export interface AlertSettings {
  readonly on: boolean;
  /** An agent waits for the person. */
  readonly waiting: boolean;
  readonly errors: boolean;
  /** Minutes after which a running tool is worth a word; 0 is never. */
  readonly longMinutes: number;
  readonly sound: boolean;
}

/** Nothing, until a person switches it on; then what matters most. */
export const DEFAULT_ALERTS: AlertSettings = {
  on: false,
  waiting: true,
  errors: false,
  longMinutes: 10,
  sound: false,
};

/** What is shown to the person. */
export interface Alert {
  readonly title: string;
  readonly body: string;
  /** The event to open. */
  readonly event: number;
  /** A later alert about the same thing takes the place of this one. */
  readonly about: string;
}

/** Older events came with the first page or after a pause: nobody is called back for them. */
const FRESH_MS = 30_000;

/** Whether an event is worth an alert, and which. */
export function alertFor(
  event: CanonicalEvent,
  settings: AlertSettings,
  now: number,
): Alert | undefined {
  if (!settings.on || now - event.received > FRESH_MS) return undefined;
  const where = event.project === undefined ? "An agent" : folderName(event.project);
  const body = event.summary;
  if (settings.waiting && kindOf(event) === "waiting") {
    return {
      title: `${where} waits for you`,
      body,
      event: event.id,
      about: `wait ${event.session}`,
    };
  }
  if (settings.errors && event.status === "error") {
    return { title: `${where}: something failed`, body, event: event.id, about: `${event.id}` };
  }
  return undefined;
}

/** The alert for a tool that has run for too long. */
export function alertForLong(
  row: Row,
  settings: AlertSettings,
  now: number,
): Alert | undefined {
  const limit = settings.longMinutes * 60_000;
  if (!settings.on || limit === 0 || row.kind !== "tool") return undefined;
  if (row.status !== "running" || row.endId !== 0) return undefined;
  const ran = now - row.received;
  // What began long before is no news, and may simply never have ended.
  if (ran < limit || ran > limit + 60_000) return undefined;
  return {
    title: `${row.who}: running for ${settings.longMinutes} min`,
    body: `${row.verb} ${row.object}`,
    event: row.id,
    about: `long ${row.id}`,
  };
}
