import { Marked, type Token, type Tokens } from "marked";
import { escapeHtml } from "./escape_html.ts";
import { safeHtml } from "./safe_html.ts";
import { Slugger } from "./slugger.ts";

/** A heading of a page, for its table of contents. */
export interface Heading {
  readonly depth: number;
  readonly id: string;
  /** Without markup. */
  readonly text: string;
}

/** What the search looks through: a heading and what stands below it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A page as HTML. */
export interface RenderedPage {
  /** Its first heading. */
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly sections: readonly Section[];
}

/**
 * Turns Markdown into HTML; HTML in it is text, but for pictures and what unfolds.
 *
 * @param resolve what becomes of a link
 */
export function renderMarkdown(text: string, resolve: (link: string) => string): RenderedPage {
  const slugger = new Slugger();
  const headings: Heading[] = [];
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const plain = plainText(tokens);
        const id = slugger.slug(plain);
        headings.push({ depth, id, text: plain });
        const name = escapeHtml(plain);
        const anchor = `<a class="anchor" href="#${id}" aria-label="Link to ${name}">#</a>`;
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)} ${anchor}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        return `<a href="${escapeHtml(resolve(href))}">${inner}</a>`;
      },
      image({ href, text: alt }) {
        return `<img src="${escapeHtml(resolve(href))}" alt="${escapeHtml(alt)}">`;
      },
      html: ({ text: html }) => safeHtml(html, resolve),
      code({ text: code }) {
        return `<pre tabindex="0"><code>${escapeHtml(code)}\n</code></pre>\n`;
      },
    },
  });
  const tokens = marked.lexer(text);
  const html = marked.parser(tokens)
    .replaceAll("<table>", '<div class="wide" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>");
  return { title: headings[0]?.text ?? "", html, headings, sections: sectionsOf(tokens, headings) };
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map((token) => {
    if ("tokens" in token && token.tokens !== undefined) return plainText(token.tokens);
    return "text" in token ? unescape(String(token.text)) : "";
  }).join("");
}

/** The lexer has escaped what headings hold. */
function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

function sectionsOf(tokens: readonly Token[], headings: readonly Heading[]): readonly Section[] {
  const sections: { id: string; title: string; text: string }[] = [];
  const left = [...headings];
  for (const token of tokens) {
    if (token.type === "heading") {
      const heading = left.shift();
      if (heading !== undefined) sections.push({ id: heading.id, title: heading.text, text: "" });
      continue;
    }
    const last = sections.at(-1);
    if (last !== undefined && token.type !== "space") last.text += ` ${searchText(token)}`;
  }
  return sections.map((section) => ({ ...section, text: section.text.trim() }));
}

/** A block without its markup: what a person who searches may have seen. */
function searchText({ type, raw }: Token | Tokens.Generic): string {
  if (type === "html") return "";
  return raw.replaceAll(/\]\([^)\s]*\)/g, "] ").replaceAll(/[`*|[\]]|^[ >#-]+|-{3,}/gm, " ")
    .replaceAll(/\s+/g, " ").trim();
}
