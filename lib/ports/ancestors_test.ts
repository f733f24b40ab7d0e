import { assertEquals } from "@std/assert";
import { parseParents, readAncestors } from "./ancestors.ts";

Deno.test("readAncestors() begins with this process and its parent", async () => {
  const chain = await readAncestors();
  assertEquals(chain.slice(0, 2), [Deno.pid, Deno.ppid]);
});

Deno.test("readAncestors() follows the parents that the system lists, and no circle", async () => {
  const text = "  1   0\n  7   1\n 42   7\n 43  44\n 44  43\n";
  const run = () => Promise.resolve({ kind: "output" as const, code: 0, text });
  assertEquals(await readAncestors({ os: "darwin", run, pid: 42 }), [42, 7, 1]);
  assertEquals(await readAncestors({ os: "darwin", run, pid: 43 }), [43, 44]);
});

Deno.test("parseParents() reads pairs of numbers", () => {
  assertEquals(parseParents("42 7\r\n\r\nnonsense\n"), new Map([[42, 7]]));
});
