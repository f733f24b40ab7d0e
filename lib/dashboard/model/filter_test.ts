import { assertEquals } from "@std/assert";
import { ended } from "../rows/_sample.ts";
import { compileFilter } from "./filter.ts";
import { makeRow } from "../rows/row.ts";

const row = makeRow(ended(7, {
  agent: "engineer",
  duration_ms: 2500,
  data: { tool_input: { command: "deno task test" }, tool_response: { stdout: "a\nb\n" } },
}));

function passes(text: string, project?: string): boolean {
  return compileFilter(text, project, 8000).passes(row);
}

Deno.test("compileFilter() matches what a row shows, and its fields", () => {
  for (
    const text of [
      "",
      '"run deno task"',
      "engineer",
      "deno test",
      "tool:Bash",
      "duration:>2s",
      "-tool:Read",
      "/task +test/",
    ]
  ) {
    assertEquals(passes(text), true, text);
  }
  for (const text of ["npm", "tool:Read", "-deno", "status:error"]) {
    assertEquals(passes(text), false, text);
  }
});

Deno.test("compileFilter() keeps to one project", () => {
  assertEquals(passes("", "/home/dev/shop-api"), true);
  assertEquals(passes("deno", "/home/dev/infra"), false);
});

Deno.test("compileFilter() lets everything pass while the query is wrong, and says where", () => {
  const { passes, error } = compileFilter("status:wrong", undefined, 0);
  assertEquals([passes(row), error?.column], [true, 8]);
});

Deno.test("compileFilter() refuses patterns that could take for ever", () => {
  for (const pattern of ["/(a+)+$/", "/(a|a)*b/", "/a*b*c*d/", "/(x)\\1/", "/(?=a)b/"]) {
    assertEquals(compileFilter(pattern, undefined, 0).error === undefined, false, pattern);
  }
  for (const pattern of ["/a+b+/", "/(ab)+/", "/[a*+]{2,3}/", "/deno (task|run)/i"]) {
    assertEquals(compileFilter(pattern, undefined, 0).error, undefined, pattern);
  }
});

Deno.test("compileFilter() knows a project by any spelling of its folder", () => {
  const inShop = (project: string, chosen: string) =>
    compileFilter("", chosen, 8000).passes(makeRow(ended(7, { project })));
  const shop = "C:\\Users\\kim\\shop";
  for (const folder of [shop, "c:/users/kim/shop/", `${shop}\\.claude\\worktrees\\fix`]) {
    assertEquals(inShop(folder, shop), true, folder);
    assertEquals(inShop(folder, "c:/Users/kim/shop"), true, folder);
  }
  assertEquals(inShop("/Users/kim/cafe\u0301", "/Users/kim/caf\u00e9"), true);
  assertEquals(inShop(`${shop}-api`, shop), false);
});
