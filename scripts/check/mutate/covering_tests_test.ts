import { assertEquals } from "@std/assert";
import { CoveringTests } from "./covering_tests.ts";

const FILES = Object.entries({
  "lib/store/write.ts": "",
  "lib/store/write_test.ts": 'import { write } from "./write.ts";',
  "lib/store/worker.ts": 'import { write } from "./write.ts";',
  "lib/store/open.ts": 'new Worker(new URL("./worker.ts", import.meta.url));',
  "lib/store/open_test.ts": 'import { open } from "./open.ts";',
  "lib/server/serve.ts": 'import { open } from "../store/open.ts";',
  "lib/store/feed_test.ts": 'import { open } from "./open.ts";',
  "lib/types.ts": 'import type { Written } from "./store/write.ts";',
  "lib/types_test.ts": 'import { T } from "./types.ts";',
  "main.ts": 'const { run } = await import("./lib/server/serve.ts");',
  "tests/support/cli.ts": 'const program = join(REPOSITORY, "main.ts");',
  "tests/cli/start_test.ts": 'import { makeSandbox } from "../support/cli.ts";',
  "tests/store/kill_test.ts": 'import { makeSandbox } from "../support/cli.ts";',
  "tests/browser/page_test.ts": 'import { makeSandbox } from "../support/cli.ts";',
}).map(([path, text]) => ({ path, text }));

Deno.test("CoveringTests finds tests by imports, workers and the command line, not by types", () => {
  assertEquals(new CoveringTests(FILES).of("lib/store/write.ts", 10), [
    "lib/store/write_test.ts",
    "lib/store/feed_test.ts lib/store/open_test.ts",
    "tests/store/kill_test.ts",
    "tests/cli/start_test.ts",
  ]);
});

Deno.test("CoveringTests puts the file's own test first, then its room's, then what tells most for its time", () => {
  const times = new Map([
    ["lib/store/write_test.ts", 90_000],
    ["lib/store/open_test.ts", 80_000],
    ["tests/cli/start_test.ts", 500],
  ]);
  assertEquals(new CoveringTests(FILES, times).of("lib/store/write.ts", 3), [
    "lib/store/write_test.ts",
    "lib/store/feed_test.ts lib/store/open_test.ts",
    "tests/cli/start_test.ts",
  ]);
});
