import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { Markdown } from "./markdown.tsx";

const html = (text: string) => renderToString(<Markdown text={text} />);

Deno.test("Markdown makes elements of its own, and never HTML or links of what an agent wrote", () => {
  const hostile = [
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    "[click](javascript:alert(1))",
    "![picture](https://evil.example/p.png)",
    "<https://evil.example>",
    "[ref]",
    "",
    "[ref]: javascript:alert(2)",
    "| a | <b>c</b> |",
    "|---|---|",
    "| <svg onload=alert(1)> | d |",
  ].join("\n\n");
  const made = html(hostile);
  for (const tag of ["<script", "<img", "<a ", "<svg", "<b>"]) assert(!made.includes(tag), made);
  assertStringIncludes(made, "&lt;script>alert(1)&lt;/script>");
});

Deno.test("Markdown shows headings, lists, tasks, tables, quotes and code", () => {
  assertEquals(
    html("# Title\n\n1. one\n2. `two`\n\n> said"),
    '<div class="markdown" dir="auto"><p class="markdown-heading">Title</p>' +
      '<ol start="1"><li><span>one</span></li><li><span><code>two</code></span></li></ol>' +
      "<blockquote><p>said</p></blockquote></div>",
  );
  assertStringIncludes(html("- [x] done"), "☑ <span>done</span>");
  assertStringIncludes(html("| a |\n|--:|\n| 1 |"), '<td class="is-right">1</td>');
  assertStringIncludes(html("a **b** *c* ~~d~~"), "<strong>b</strong> <em>c</em> <del>d</del>");
  assertStringIncludes(html("a & b < c"), "a &amp; b &lt; c");
});

Deno.test("Markdown leaves a text as it is that is too long or too deep to be taken apart", () => {
  for (const text of ["# ".repeat(20_000), "> ".repeat(9_000), "1. ".repeat(5_000)]) {
    assertStringIncludes(html(text), '<p class="as-written">');
  }
  const deep = (levels: number) => `${"> ".repeat(levels)}said`;
  assertStringIncludes(html(deep(12)), "<blockquote>");
  assertStringIncludes(html(deep(60)), '<p class="as-written">');
  for (const text of ["*".repeat(19_000), "[".repeat(19_000), "a*".repeat(9_000)]) html(text);
});
