import type { EventsAnswer } from "../../../contract/http.ts";
import { count } from "../../reading/text.ts";
import type { PageReader } from "./history_search.ts";
import { getJson } from "../../net/http.ts";
import type { Row } from "../../rows/row.ts";

/** Events that one download holds at most: it is put together in the page's memory. */
const MAX_DOWNLOAD = 20_000;

/** Reads pages of stored events from the server. */
export const readPage: PageReader = (parameters) =>
  getJson<EventsAnswer>(`/api/events?${new URLSearchParams(parameters)}`);

/** What a download holds. */
export interface Download {
  /** One event a line, as JSON, newest first. */
  readonly lines: readonly string[];
  /** Whether there is more than a download may hold. */
  readonly cut: boolean;
}

/** Reads all events that match, newest first, up to {@linkcode MAX_DOWNLOAD}. */
export async function readAll(query: string, read: PageReader): Promise<Download> {
  const lines: string[] = [];
  let before: string | undefined;
  for (;;) {
    const page = await read({
      limit: "1000",
      ...(query === "" ? {} : { q: query }),
      ...(before === undefined ? {} : { before }),
    });
    for (const event of page.events) lines.push(JSON.stringify(event));
    if (!page.more) return { lines, cut: false };
    if (lines.length >= MAX_DOWNLOAD) return { lines, cut: true };
    before = String(page.last);
  }
}

/**
 * Reads the events of these rows, newest first, up to {@linkcode MAX_DOWNLOAD}: exactly what is
 * shown, where a query would find more, since the server also looks into what rows do not show.
 */
export async function readShown(rows: readonly Row[], read: PageReader): Promise<Download> {
  const wanted = new Set<number>();
  let at = rows.length;
  while (at > 0 && wanted.size < MAX_DOWNLOAD) {
    const row = rows[--at];
    if (row !== undefined) wanted.add(row.id);
    if (row?.endId) wanted.add(row.endId);
  }
  const first = rows[at]?.id ?? 0;
  const lines: string[] = [];
  let before = Math.max(0, ...wanted) + 1;
  while (before > first) {
    const page = await read({ limit: "1000", before: String(before) });
    for (const event of page.events) {
      if (wanted.has(event.id)) lines.push(JSON.stringify(event));
    }
    if (!page.more) break;
    before = page.last;
  }
  return { lines, cut: at > 0 };
}

/** What a person is told about a download. */
export function savedWords({ lines, cut }: Download): string {
  return `${count(lines.length, "event")} saved${cut ? ": the newest" : ""}`;
}

/** Hands a text to the browser as a file. */
export function saveFile(name: string, lines: readonly string[]): void {
  const blob = new Blob(lines.map((line) => `${line}\n`), { type: "application/x-ndjson" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Browsers read it some time after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
