/**
 * `deno run -A scripts/check/mod.ts`: whether the code is built as `docs/architecture.md` says. Part
 * of `deno task ok`. Prints one line a problem, and ends with 1 where there is one.
 */
import { join } from "@std/path/join";
import { CATALOG, loadVisible } from "../../lib/cli/catalog.ts";
import { HTTP_ROUTES } from "../../lib/ingest/routes.ts";
import { EXIT } from "../../lib/user_error.ts";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { findCircles } from "./circles.ts";
import { findUndocumented, routesIn } from "./documented.ts";
import { checkFolderSizes } from "./folder_sizes.ts";
import { checkLayers, checkRooms, readRooms } from "./rooms.ts";
import { listFiles, readPages, readSources } from "./source_tree.ts";
import { findUnusedExports } from "./unused_exports.ts";
import { findReplacedWords } from "./words.ts";

if (import.meta.main) {
  const problems = await checkStructure();
  const text = problems.length === 0
    ? "The structure is as docs/architecture.md says\n"
    : `${problems.join("\n")}\n${problems.length} problems of structure\n`;
  await Deno.stdout.write(new TextEncoder().encode(text));
  Deno.exit(problems.length === 0 ? 0 : 1);
}

async function checkStructure(): Promise<string[]> {
  const page = (name: string) => Deno.readTextFile(join(REPOSITORY, "docs", `${name}.md`));
  const [files, pages, paths, architecture, commands, api] = await Promise.all([
    readSources(REPOSITORY),
    readPages(REPOSITORY),
    listFiles(REPOSITORY),
    page("architecture"),
    page("commands"),
    page("api"),
  ]);
  const rooms = readRooms(architecture);
  const visible = await loadVisible();
  return [
    ...checkRooms(files, rooms),
    ...checkLayers(rooms),
    ...findCircles(files),
    ...checkFolderSizes(paths, architecture),
    ...findUnusedExports(files),
    ...findReplacedWords([...files, ...pages]),
    ...findUndocumented({
      commands: Object.keys(CATALOG).flatMap((name) => {
        const command = visible.find((each) => each.name === name);
        return command === undefined
          ? []
          : [{ name, options: command.options.map((option) => option.name) }];
      }),
      routes: [
        ...Object.keys(HTTP_ROUTES),
        ...files.filter(({ path }) => path.startsWith("lib/server/"))
          .flatMap(({ text }) => routesIn(text)),
      ],
      exitCodes: Object.values(EXIT),
    }, { commands, api }),
  ];
}
