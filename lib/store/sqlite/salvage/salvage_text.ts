import { basename } from "@std/path/basename";
import type { SalvageProgress } from "./salvage.ts";

/** What a person is told about a damaged store that is being saved, or was. */
export function salvageText(progress: SalvageProgress): string {
  const { from, at, page, pages, saved, missing } = progress;
  const when = new Date(at).toISOString().slice(0, 16).replace("T", " ");
  const file = basename(from);
  if (missing === undefined) {
    const percent = pages === 0 ? 0 : Math.floor(page * 100 / pages);
    return `The event store was damaged (found ${when} UTC): its events are being saved into a new ` +
      `one, ${percent} % done`;
  }
  if (saved === 0) {
    return `The event store was damaged (found ${when} UTC): nothing in it could be read, and a ` +
      `new one began; the damaged file is now ${file}`;
  }
  return `The event store was damaged (found ${when} UTC): ${saved} events were saved into a new ` +
    `one, ${missing} could not be read; the damaged file is now ${file}`;
}
