import { escapeHtml } from "./escape_html.ts";

/** Elements of the pages' own HTML that are kept, and which of their attributes. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  picture: [],
  source: ["media", "srcset"],
  img: ["src", "alt"],
  details: [],
  summary: [],
};

/** Attributes that name a file. */
const FILES: ReadonlySet<string> = new Set(["src", "srcset"]);

/**
 * HTML that stands in Markdown: pictures and what unfolds are kept, comments go, and all else is
 * shown as text.
 *
 * @param resolve what becomes of the path of a picture
 */
export function safeHtml(html: string, resolve: (path: string) => string): string {
  let safe = "";
  let last = 0;
  for (const match of html.matchAll(/<!--.*?-->|<(\/?)([a-z]+)((?:\s+[a-z]+="[^"]*")*)\s*>/gs)) {
    const [whole, close = "", name = "", given = ""] = match;
    safe += escapeHtml(html.slice(last, match.index));
    last = match.index + whole.length;
    if (whole.startsWith("<!--")) continue;
    const kept = Object.hasOwn(KEPT, name) ? KEPT[name] : undefined;
    if (kept === undefined) safe += escapeHtml(whole);
    else if (close !== "") safe += `</${name}>`;
    else safe += `<${name}${attributes(given, kept, resolve)}>`;
  }
  return safe + escapeHtml(html.slice(last));
}

function attributes(
  given: string,
  kept: readonly string[],
  resolve: (path: string) => string,
): string {
  return Array.from(given.matchAll(/([a-z]+)="([^"]*)"/g), ([, name = "", value = ""]) => {
    if (!kept.includes(name)) return "";
    const shown = FILES.has(name) ? escapeHtml(resolve(value)) : value.replaceAll("<", "&lt;");
    return ` ${name}="${shown}"`;
  }).join("");
}
