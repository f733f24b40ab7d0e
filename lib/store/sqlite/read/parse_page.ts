import type { CanonicalEvent } from "../../../events/event.ts";
import type { Page, TextPage } from "../../store.ts";

/** The events of a page as objects. The reader put their text together from what was checked. */
export function parsePage({ events, last, more }: TextPage): Page {
  return { events: JSON.parse(events) as CanonicalEvent[], last, more };
}
