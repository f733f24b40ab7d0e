import { dirname, join, normalize } from "node:path/posix";
import { PROJECT_URL } from "../../lib/release/layout.ts";
import type { SitePage } from "./site_pages.ts";

/** Folders and files of `docs/` that are copied as they are. */
export const COPIED = ["docs/images", "docs/openapi.json"] as const;

/**
 * Makes what turns a page's links into those of the site: to other pages, to what is copied, and to
 * the repository for everything else. Addresses stay.
 */
export function linkResolver(pages: readonly SitePage[]): (source: string, link: string) => string {
  const targets = new Map(pages.map(({ source, target }) => [source, target]));
  return (source, link) => {
    if (/^[a-z]+:/i.test(link) || link.startsWith("#")) return link;
    const [path = "", anchor] = link.split("#");
    const file = normalize(join(dirname(source), path));
    const hash = anchor === undefined ? "" : `#${anchor}`;
    const target = targets.get(file);
    if (target !== undefined) return target + hash;
    const isCopied = COPIED.some((copied) => file === copied || file.startsWith(`${copied}/`));
    if (isCopied) return file.slice("docs/".length) + hash;
    return `${PROJECT_URL}/blob/main/${file}${hash}`;
  };
}
