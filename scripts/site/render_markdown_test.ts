import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderMarkdown } from "./render_markdown.ts";
import { linkResolver } from "./link_resolver.ts";

function html(text: string): string {
  return renderMarkdown(text, (link) => link).html;
}

Deno.test("renderMarkdown() shows HTML as text, but for pictures and what unfolds", () => {
  assertEquals(
    html("<script>alert(1)</script>\n"),
    "&lt;script&gt;alert(1)&lt;/script&gt;\n",
  );
  assertStringIncludes(
    html('a <b onclick="x">b</b> c'),
    "a &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt; c",
  );
  assertEquals(html("<!-- options: deno task docs -->\n"), "\n");
  const picture =
    '<picture><source media="(x)" srcset="a.png" onload="y"><img alt="A" src="b.png"></picture>';
  assertStringIncludes(html(picture), picture.replace(' onload="y"', ""));
  assertStringIncludes(
    html("`<i>` & <constructor>"),
    "<code>&lt;i&gt;</code> &amp; &lt;constructor&gt;",
  );
  assertStringIncludes(html('```html\n<a href="x">\n```'), "&lt;a href=&quot;x&quot;&gt;");
  assertStringIncludes(html('[a](<x"onclick="y>)'), 'href="x&quot;onclick=&quot;y"');
});

Deno.test("renderMarkdown() gives headings GitHub's anchors, and the search what stands below", () => {
  const page = renderMarkdown(
    "# `GET /api` & more\n\nOne *two*.\n\n## A, b\n\n- three\n\n## A, b\n",
    String,
  );
  assertEquals(page.title, "GET /api & more");
  assertEquals(page.headings.map(({ id }) => id), ["get-api--more", "a-b", "a-b-1"]);
  assertEquals(page.sections, [
    { id: "get-api--more", title: "GET /api & more", text: "One two ." },
    { id: "a-b", title: "A, b", text: "three" },
    { id: "a-b-1", title: "A, b", text: "" },
  ]);
});

Deno.test("linkResolver() leads to pages, to what is copied, and to the repository", () => {
  const resolve = linkResolver([
    { source: "README.md", target: "index.html", label: null },
    { source: "docs/api.md", target: "api.html", label: null },
  ]);
  const cases = [
    ["README.md", "docs/api.md#a", "api.html#a"],
    ["docs/api.md", "../README.md", "index.html"],
    ["docs/api.md", "openapi.json", "openapi.json"],
    ["README.md", "docs/images/a.png", "images/a.png"],
    ["docs/api.md", "#here", "#here"],
    ["docs/api.md", "https://example.com/a.md", "https://example.com/a.md"],
    ["docs/api.md", "../lib/a.ts", "https://github.com/mpm-monitor/mpm-monitor/blob/main/lib/a.ts"],
  ] as const;
  for (const [source, link, target] of cases) assertEquals(resolve(source, link), target);
});
