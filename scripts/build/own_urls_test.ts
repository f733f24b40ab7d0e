import { assertEquals, assertThrows } from "@std/assert";
import { findOwnUrls, rewriteOwnUrls } from "./own_urls.ts";

Deno.test("findOwnUrls() finds what modules name beside themselves", () => {
  const files = [
    { path: "lib/a/b.ts", text: 'new Worker(new URL("./worker.ts", import.meta.url))' },
    { path: "lib/server/c.ts", text: 'new URL(\n  "../../static",\n  import.meta.url,\n)' },
    { path: "lib/d.ts", text: 'new URL("/health", base)' },
  ];
  assertEquals(
    findOwnUrls([files[0], files[2]].flatMap((file) => file ?? [])),
    new Map([["./worker.ts", "lib/a/worker.ts"]]),
  );
});

Deno.test("findOwnUrls() refuses words that mean two files", () => {
  const text = 'new URL("./worker.ts", import.meta.url)';
  const error = assertThrows(() =>
    findOwnUrls([{ path: "lib/a/x.ts", text }, { path: "lib/b/x.ts", text }])
  );
  assertEquals(
    error instanceof Error && error.message,
    '"./worker.ts" means lib/a/worker.ts and, in lib/b/x.ts, lib/b/worker.ts: name one otherwise',
  );
});

Deno.test("rewriteOwnUrls() names the same files from where the bundle has them", () => {
  const targets = new Map([["./worker.ts", "lib/a/worker.ts"], ["../../static", "static"]]);
  const text = 'new URL("./worker.ts", import.meta.url); new URL("../../static",import.meta.url)';
  assertEquals(
    rewriteOwnUrls(text, "", targets),
    'new URL("./lib/a/worker.js", import.meta.url); new URL("./static", import.meta.url)',
  );
  assertEquals(
    rewriteOwnUrls(text, "lib/b", targets),
    'new URL("./../a/worker.js", import.meta.url); new URL("./../../static", import.meta.url)',
  );
  assertEquals(rewriteOwnUrls('new URL("./other", x)', "", targets), 'new URL("./other", x)');
});
