import { assert, assertEquals } from "@std/assert";
import { bundleSizes, FIRST_BUDGET, importedWith, LATER_BUDGET, totalOf } from "./bundle_size.ts";

Deno.test("importedWith() follows what is imported at once, and not what is imported later", () => {
  const scripts = new Map([
    ["app.js", 'import{a}from"./one.js";import"./two.js";import("./late.js");'],
    ["one.js", 'import{b as c}from"./three.js";export{c}from"./four.js";'],
    ["late.js", 'import"./only_late.js";'],
  ]);
  assertEquals([...importedWith("app.js", scripts)].sort(), [
    "app.js",
    "four.js",
    "one.js",
    "three.js",
    "two.js",
  ]);
});

Deno.test("the page keeps its budgets", async () => {
  const { first, later } = await bundleSizes();
  assert(first.has("dist/app.js") && first.has("index.html"), [...first.keys()].join(" "));
  assert(totalOf(first) <= FIRST_BUDGET, `${totalOf(first)} bytes before the first rows`);
  assert(totalOf(later) <= LATER_BUDGET, `${totalOf(later)} bytes later`);
  assert(later.size > 0, "nothing is loaded later");
});
