import type { CanonicalEvent } from "../../events/event.ts";
import { isAsking } from "../../events/pairs/asking_tools.ts";
import type { Row } from "../rows/row.ts";

/** What a person wants to be told about. */
export interface AlertSettings {
  readonly on: boolean;
  /** An agent waits for the person. */
  readonly waiting: boolean;
  readonly errors: boolean;
  /** A turn has ended: the answer is there to be read. */
  readonly finished: boolean;
  /** Minutes after which a running tool is worth a word; 0 is never. */
  readonly longMinutes: number;
  readonly sound: boolean;
  /** When they were switched on, in ms since 1970: what happened before is no news. */
  readonly since: number;
}

/** Nothing, until a person switches it on; then what matters most. */
export const DEFAULT_ALERTS: AlertSettings = {
  on: false,
  waiting: true,
  errors: false,
  finished: false,
  longMinutes: 10,
  sound: false,
  since: 0,
};

/** What is shown to the person. */
export interface Alert {
  readonly title: string;
  readonly body: string;
  /** The event to open. */
  readonly event: number;
  /** A later alert about the same thing takes the place of this one. */
  readonly about: string;
  /** Names what happened, so that it is reported once, whatever is opened or loaded again. */
  readonly key: string;
}

/** Older events came with the first page or after a pause: nobody is called back for them. */
const FRESH_MS = 30_000;

/**
 * Whether an event is worth an alert, and which.
 *
 * @param row how it appears in the stream: a question that is repeated appears once
 * @param where what people call its project
 */
export function alertFor(
  event: CanonicalEvent,
  row: Pick<Row, "kind" | "about">,
  settings: AlertSettings,
  now: number,
  where = "An agent",
): Alert | undefined {
  if (!settings.on || event.received < Math.max(settings.since, now - FRESH_MS)) return undefined;
  const key = `${event.id} ${event.received}`;
  const about = { body: event.summary, event: event.id, key };
  if (settings.waiting && isQuestion(event, row)) {
    return { ...about, title: `${where} waits for you`, about: `wait ${event.session}` };
  }
  if (settings.errors && event.status === "error") {
    return { ...about, title: `${where}: something failed`, about: `${event.id}` };
  }
  if (settings.finished && event.type === "turn.stop" && event.agent === undefined) {
    return { ...about, title: `${where}: a turn has finished`, about: `turn ${event.session}` };
  }
  return undefined;
}

/** A tool that asks is a question by itself; that it may ask is no further one. */
function isQuestion({ tool, type }: CanonicalEvent, row: Pick<Row, "kind" | "about">): boolean {
  if (isAsking(tool)) {
    return type === "tool.pre" || row.kind === "waiting" && row.about === undefined;
  }
  return row.kind === "waiting";
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
    key: `long ${row.id} ${row.received}`,
  };
}
