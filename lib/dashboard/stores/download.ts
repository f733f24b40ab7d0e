import type { PageReader } from "./history_search.ts";

/** Events that one download holds at most: it is put together in the page's memory. */
export const DOWNLOAD_AT_MOST = 20_000;

/** What a download holds. */
export interface Download {
  /** One event a line, as JSON, newest first. */
  readonly lines: readonly string[];
  /** Whether there is more than a download may hold. */
  readonly cut: boolean;
}

/** Reads all events that match, newest first, up to {@linkcode DOWNLOAD_AT_MOST}. */
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
    if (lines.length >= DOWNLOAD_AT_MOST) return { lines, cut: true };
    before = String(page.last);
  }
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
