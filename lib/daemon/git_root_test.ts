import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { gitRoot } from "./git_root.ts";
import { lookByTool, type LookForGit, lookIntoFolders } from "./look_for_git.ts";

Deno.test("a folder belongs to the git repository around it, a worktree to the one it came from", () =>
  findsRoots(lookIntoFolders));

Deno.test({
  name: "a server that may not look itself finds the same repositories by a tool",
  ignore: Deno.build.os === "windows",
  fn: () => findsRoots(lookByTool()),
});

async function findsRoots(look: LookForGit): Promise<void> {
  const home = await Deno.realPath(await Deno.makeTempDir({ prefix: "monitor-git-" }));
  const shop = join(home, "shop");
  const linked = join(home, "shop-login");
  const vendor = join(shop, "vendor");
  const plain = join(home, "notes");
  for (const folder of [join(shop, ".git"), join(shop, "packages", "api"), linked, vendor, plain]) {
    await Deno.mkdir(folder, { recursive: true });
  }
  const worktree = join(shop, ".git", "worktrees", "login");
  await Deno.writeTextFile(join(linked, ".git"), `gitdir: ${worktree}\n`);
  await Deno.writeTextFile(join(vendor, ".git"), "gitdir: ../.git/modules/vendor\n");
  const rootOf = (folder: string) => gitRoot(folder, home, look);
  assertEquals(await rootOf(shop), shop);
  assertEquals(await rootOf(join(shop, "packages", "api")), shop);
  assertEquals(await rootOf(join(shop, "packages", "gone", "deep")), shop);
  assertEquals(await rootOf(linked), shop);
  assertEquals(await rootOf(join(linked, "src")), shop);
  assertEquals(await rootOf(vendor), vendor);
  assertEquals(await rootOf(plain), null);
  // Whoever keeps all of a home in git works on no project of that name.
  await Deno.mkdir(join(home, ".git"));
  assertEquals(await rootOf(plain), null);
  assertEquals(await rootOf(home), null);
  for (const elsewhere of ["C:\\Users\\kim\\shop", "\\\\nas\\work", "shop", "", "/"]) {
    assertEquals(await rootOf(elsewhere), null, elsewhere);
  }
  await Deno.remove(home, { recursive: true });
}
