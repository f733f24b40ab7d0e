import { assertEquals, assertStringIncludes } from "@std/assert";
import { findCircles } from "./circles.ts";
import { findUndocumented, routesIn } from "./documented.ts";
import { checkFolderSizes } from "./folder_sizes.ts";
import { checkLayers, checkRooms, readRooms } from "./rooms.ts";
import { readSource } from "./source_tree.ts";
import { findUnusedExports } from "./unused_exports.ts";

const PAGE = `
| room          | is        | imports            |
| ------------- | --------- | ------------------ |
| \`lib/low/\`  | low       | -                  |
| \`lib/high/\` | high      | \`low/\`           |
| \`lib/top/\`  | all       | any                |
`;

Deno.test("readSource() finds all kinds of imports, with their names", () => {
  const text = 'import { a, type B as C } from "../x.ts";\nimport type { D } from "./y.ts";\n' +
    'export { e } from "./z.ts";\nconst w = await import("./w.ts");\n' +
    'new Worker(new URL("./worker.ts", import.meta.url));\nimport { f } from "hono";\n';
  assertEquals(readSource("lib/a/b.ts", text).imports, [
    { path: "lib/x.ts", names: ["a", "B"] },
    { path: "lib/a/y.ts", names: ["D"] },
    { path: "lib/a/z.ts", names: ["e"] },
    { path: "lib/a/w.ts", names: null },
    { path: "lib/a/worker.ts", names: null },
  ]);
});

Deno.test("checkRooms() finds an import that its table does not allow, and a folder without a row", () => {
  const rooms = readRooms(PAGE);
  const up = readSource("lib/low/a.ts", 'import { b } from "../high/b.ts";');
  assertStringIncludes(checkRooms([up], rooms)[0] ?? "", "`lib/low/` may not import lib/high/");
  const stray = readSource("lib/new/a.ts", "");
  assertStringIncludes(checkRooms([stray], rooms)[0] ?? "", "in no room");
  const fine = [
    readSource("lib/high/b.ts", 'import { a } from "../low/a.ts";'),
    readSource("lib/top/c.ts", 'import { b } from "../high/b.ts";'),
    readSource("lib/low/a_test.ts", 'import { b } from "../high/b.ts";'),
    readSource("lib/low/d.ts", 'import { UserError } from "../user_error.ts";'),
  ];
  assertEquals(checkRooms(fine, rooms), []);
});

Deno.test("checkLayers() finds rooms that may import each other", () => {
  const both = PAGE.replace(
    "| low       | -                  |",
    "| low       | `high/`            |",
  );
  assertStringIncludes(checkLayers(readRooms(both))[0] ?? "", "lib/low, lib/high");
  assertEquals(checkLayers(readRooms(PAGE)), []);
});

Deno.test("findCircles() finds files that import each other by way of a third one", () => {
  const files = [
    readSource("lib/a.ts", 'import { b } from "./b.ts";'),
    readSource("lib/b.ts", 'import type { C } from "./c.ts";'),
    readSource("lib/c.ts", 'import { a } from "./a.ts";'),
    readSource("lib/d.ts", 'import { a } from "./a.ts";'),
  ];
  assertEquals(findCircles(files), [
    "Files import each other: lib/a.ts → lib/b.ts → lib/c.ts → lib/a.ts",
  ]);
  assertEquals(findCircles(files.slice(2)), []);
});

Deno.test("checkFolderSizes() finds a folder with 17 files, but for one with a reason", () => {
  const paths = Array.from({ length: 17 }, (_, index) => `lib/many/${index}.ts`);
  assertEquals(checkFolderSizes(paths, "").length, 1);
  assertEquals(checkFolderSizes(paths, "reasons\n- `lib/many/`: a file a thing\n"), []);
  assertEquals(checkFolderSizes([...paths.slice(1), "lib/many/x_test.ts"], ""), []);
});

Deno.test("findUnusedExports() finds a function that nobody takes", () => {
  const files = [
    readSource("lib/a.ts", "export function used() {}\nexport const alone = 1;\n"),
    readSource("lib/b.ts", 'import { used } from "./a.ts";\nexport interface Lone {}\n'),
    readSource("lib/c.ts", "export interface Reported {}\nfunction f(reported: Reported) {}\n"),
  ];
  assertEquals(findUnusedExports(files), [
    "lib/a.ts exports alone, which no other file takes",
    "lib/b.ts exports Lone, which no other file takes",
  ]);
});

Deno.test("findUndocumented() finds a command, an option, a route and a code without a word", () => {
  const routes = routesIn(
    'app.get("/api/a", x);\n  app.post("/api/b", y);\n  app.get("/api/c", z);\n',
  );
  assertEquals(routes, ["/api/a", "/api/b", "/api/c"]);
  const names = {
    commands: [{ name: "start", options: ["port", "host"] }],
    routes,
    exitCodes: [0, 7],
  };
  const pages = {
    commands: "`mpm-monitor start` takes `--port`\n\n| 0 | fine |",
    api: "/api/a /api/b /api/ccc",
  };
  assertEquals(findUndocumented(names, pages), [
    "docs/commands.md does not name --host (of start)",
    "docs/api.md does not name the route /api/c",
    "docs/commands.md does not name the exit code 7",
  ]);
});
