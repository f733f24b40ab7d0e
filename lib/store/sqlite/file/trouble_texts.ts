/** What is said about damage that was met in an open store. */
export function damageText(error: unknown): string {
  const when = new Date().toISOString().slice(0, 16).replace("T", " ");
  const what = error instanceof Error ? error.message : String(error);
  return `The event store is damaged (found ${when} UTC: ${what}): the next start saves what can ` +
    `be read into a new one; type 'mpm-monitor restart' to have that now`;
}

/** What is said about files that were removed, or replaced by others, under the open store. */
export function reopenedText(what: "log" | "gone", lost: number): string {
  const when = new Date().toISOString().slice(0, 16).replace("T", " ");
  return what === "log"
    ? `The event store's log of writes was removed in use (found ${when} UTC): no event was lost`
    : `The event store's file was removed or replaced in use (found ${when} UTC): ` +
      `what is at its path goes on, without ${Math.max(0, lost)} events of before`;
}
