import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path/join";
import { buildSite } from "../../scripts/site/build_site.ts";
import { makeTempHome } from "../support/home.ts";
import { REPOSITORY } from "../support/shared.ts";

Deno.test("every link of the documentation's site leads to a file and an anchor of it", async () => {
  await using home = await makeTempHome();
  const count = await buildSite(REPOSITORY, home.path);
  const pages = new Map<string, string>();
  const files = new Set<string>();
  for (const folder of ["", "images"]) {
    for await (const { name, isFile } of Deno.readDir(join(home.path, folder))) {
      if (isFile) files.add(folder === "" ? name : `${folder}/${name}`);
    }
  }
  for (const name of files) {
    if (name.endsWith(".html")) pages.set(name, await Deno.readTextFile(join(home.path, name)));
  }
  assertEquals(pages.size, count);
  assert(count > 15);

  const broken: string[] = [];
  for (const [page, html] of pages) {
    const ids = idsIn(html);
    if (new Set(ids).size !== ids.length) broken.push(`${page} has an anchor twice`);
    for (const link of linksIn(html)) {
      if (/^https?:/.test(link)) continue;
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? page : file;
      if (!files.has(target)) broken.push(`${page}: ${link}`);
      else if (anchor !== undefined && !idsIn(pages.get(target) ?? "").includes(anchor)) {
        broken.push(`${page}: no anchor ${link}`);
      }
    }
  }
  assertEquals(broken, []);

  const index = await Deno.readTextFile(join(home.path, "search-index.js"));
  const sections = JSON.parse(index.replace(/^globalThis\.SEARCH_SECTIONS = |;\n$/g, ""));
  for (const { href } of sections) {
    const [file = "", anchor = ""] = href.split("#");
    assert(idsIn(pages.get(file) ?? "").includes(anchor), href);
  }
});

Deno.test("the documentation's site asks nobody for anything, and runs nothing within its pages", async () => {
  await using home = await makeTempHome();
  await buildSite(REPOSITORY, home.path);
  for await (const { name } of Deno.readDir(home.path)) {
    if (!name.endsWith(".html")) continue;
    const html = await Deno.readTextFile(join(home.path, name));
    assertMatch(html, /http-equiv="Content-Security-Policy" content="default-src 'none';/);
    assert(
      !/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/.test(html.replace(/>[^<]*</g, "><")),
    );
    const loaded = Array.from(
      html.matchAll(/<(?:script|img|source|link)\b[^>]*?(?:src|srcset|href)="([^"]*)"/g),
    );
    for (const [, from = ""] of loaded) assert(!/^[a-z]*:?\/\//.test(from), from);
  }
});

function idsIn(html: string): string[] {
  return Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id = ""]) => id);
}

function linksIn(html: string): string[] {
  return Array.from(html.matchAll(/\s(?:href|src|srcset)="([^"]+)"/g), ([, link = ""]) => link);
}
