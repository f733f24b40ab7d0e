import { isDamage } from "./open_database.ts";

/** What is told of a check in the background that failed. */
export function checkFailure(error: unknown): string {
  return isDamage(error)
    ? `The event store is damaged (${error}): the next start saves what can be read into a new one`
    : `The event store could not be checked: ${error}`;
}

/** What is told of files that were removed, or replaced by others, under the open store. */
export function reopenedText(what: "log" | "gone", lost: number): string {
  const when = new Date().toISOString().slice(0, 16).replace("T", " ");
  return what === "log"
    ? `The event store's log of writes was removed in use (found ${when} UTC): no event was lost`
    : `The event store's file was removed or replaced in use (found ${when} UTC): ` +
      `what is at its path goes on, without ${Math.max(0, lost)} events of before`;
}
