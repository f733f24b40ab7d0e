import { VERSION } from "../../lib/version.ts";
import { escapeHtml } from "./escape_html.ts";
import type { Heading, RenderedPage } from "./render_markdown.ts";
import type { SitePage } from "./site_pages.ts";

/** A page with its place in the navigation. */
export interface ListedPage extends SitePage, RenderedPage {}

/** Pages under one heading of the navigation. */
export interface ListedGroup {
  readonly title: string;
  readonly pages: readonly ListedPage[];
}

/**
 * Only the site's own files, and nothing from elsewhere. `file:` is for who opens it from a disk,
 * where a browser knows no "self".
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self' file:",
  "script-src 'self' file:",
  "img-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The style sheets, in this order: what holds for some widths only comes last. */
export const STYLES = ["text.css", "search.css", "shell.css"] as const;

/** The whole HTML of a page. */
export function pageHtml(page: ListedPage, groups: readonly ListedGroup[]): string {
  const title = page.target === "index.html" ? "mpm-monitor" : `${page.title} · mpm-monitor`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(describe(page))}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="icon.svg">
${STYLES.map((name) => `<link rel="stylesheet" href="${name}">`).join("\n")}
<script src="site.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header>
<a class="brand" href="index.html"><img src="icon.svg" alt="" width="20" height="20">mpm-monitor</a>
<div class="search" role="search">
<input id="search" type="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list">
<div id="results" role="listbox" aria-label="Found" hidden></div>
</div>
</header>
<div class="columns">
<details class="menu"><summary>${escapeHtml(labelOf(page))}</summary></details>
<nav class="pages" aria-label="Pages">
${groups.map((group) => groupHtml(group, page)).join("\n")}
<p class="version">Version ${VERSION}</p>
</nav>
<main id="content">
${page.html}${neighbours(page, groups)}</main>
${contentsHtml(page.headings)}
</div>
</body>
</html>
`;
}

function labelOf({ label, title }: ListedPage): string {
  return label ?? title;
}

function describe({ sections }: ListedPage): string {
  const text = sections.find((section) => section.text !== "")?.text ?? "";
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}

function groupHtml({ title, pages }: ListedGroup, current: ListedPage): string {
  const items = pages.map((page) => {
    const here = page.target === current.target ? ' aria-current="page"' : "";
    return `<li><a href="${page.target}"${here}>${escapeHtml(labelOf(page))}</a></li>`;
  });
  return `<h2>${escapeHtml(title)}</h2>\n<ul>${items.join("")}</ul>`;
}

function neighbours(current: ListedPage, groups: readonly ListedGroup[]): string {
  const pages = groups.flatMap((group) => group.pages);
  const at = pages.findIndex(({ target }) => target === current.target);
  const [before, after] = [pages[at - 1], pages[at + 1]];
  const link = (page: ListedPage | undefined, rel: string) =>
    page === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${page.target}">${escapeHtml(labelOf(page))}</a>`;
  return `<nav class="neighbours" aria-label="Before and after">${link(before, "prev")}${
    link(after, "next")
  }</nav>\n`;
}

function contentsHtml(headings: readonly Heading[]): string {
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (shown.length < 2) return '<div class="contents"></div>';
  const items = shown.map(({ depth, id, text }) =>
    `<li class="depth${depth}"><a href="#${id}">${escapeHtml(text)}</a></li>`
  );
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${
    items.join("")
  }</ul></nav>`;
}
