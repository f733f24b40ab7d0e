import { join } from "@std/path/join";
import { walk } from "@std/fs/walk";
import { dirname } from "@std/path/dirname";
import { COPIED, linkResolver } from "./link_resolver.ts";
import { type ListedGroup, pageHtml, STYLES } from "./page_template.ts";
import { renderMarkdown } from "./render_markdown.ts";
import { findPages } from "./site_pages.ts";

/** The site's own files: style, and the script of the search with its library in it. */
const CLIENT = "scripts/site/client";

/**
 * Builds the site from `docs/` and the pages at the top of the repository. What else is in the
 * folder stays.
 *
 * @returns how many pages there are
 * @throws {Error} when the script cannot be bundled
 */
export async function buildSite(repository: string, out: string): Promise<number> {
  const found = await findPages(repository);
  const resolve = linkResolver(found.flatMap(({ pages }) => pages));
  const groups: ListedGroup[] = await Promise.all(found.map(async ({ title, pages }) => ({
    title,
    pages: await Promise.all(pages.map(async (page) => {
      const text = await Deno.readTextFile(join(repository, page.source));
      return { ...page, ...renderMarkdown(text, (link) => resolve(page.source, link)) };
    })),
  })));
  const pages = groups.flatMap((group) => group.pages);
  await Deno.mkdir(out, { recursive: true });
  for (const page of pages) {
    await Deno.writeTextFile(join(out, page.target), pageHtml(page, groups));
  }
  const sections = pages.flatMap(({ target, label, title: page, sections }) =>
    sections.map(({ id, title, text }) => ({
      href: `${target}#${id}`,
      page: label ?? page,
      title,
      text,
    }))
  );
  const index = `globalThis.SEARCH_SECTIONS = ${JSON.stringify(sections)};\n`;
  await Deno.writeTextFile(join(out, "search-index.js"), index);
  for (const name of STYLES) await Deno.copyFile(join(repository, CLIENT, name), join(out, name));
  await Deno.copyFile(join(repository, "static", "icon.svg"), join(out, "icon.svg"));
  for (const path of COPIED) await copy(join(repository, path), join(out, path.slice(5)));
  await bundle(repository, join(out, "site.js"));
  return pages.length;
}

/** Copies a file, or a folder with all that is in it. */
async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  for await (const { path, isFile } of walk(from)) {
    const target = to + path.slice(from.length);
    if (!isFile) continue;
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.copyFile(path, target);
  }
}

async function bundle(repository: string, output: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ..."bundle --quiet --platform browser --format iife --minify --output".split(" "),
      output,
      `${CLIENT}/site.ts`,
    ],
    cwd: repository,
    stdin: "null",
    stdout: "null",
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}
