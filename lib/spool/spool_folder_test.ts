import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeTempHome } from "../../tests/support/home.ts";
import { PrivateSpoolFolder } from "./spool_folder.ts";

async function listed(path: string): Promise<{ files: string[]; foreign: string[] }> {
  const { files, foreign } = await new PrivateSpoolFolder(path).list();
  return { files: files.map(({ name }) => name).toSorted(), foreign: foreign.toSorted() };
}

Deno.test("PrivateSpoolFolder takes files of hooks only: no links, no folders, nothing else", async () => {
  await using home = await makeTempHome();
  const folder = join(home.path, "8765");
  await Deno.mkdir(folder);
  const secret = join(home.path, "secret");
  await Deno.writeTextFile(secret, '{"secret":true}');
  await Deno.writeTextFile(join(folder, "7.10"), "{}");
  await Deno.writeTextFile(join(folder, "7.10.1"), "{}");
  await Deno.writeTextFile(join(folder, ".dropped"), "3\n4\n");
  await Deno.writeTextFile(join(folder, "notes.txt"), "{}");
  await Deno.symlink(secret, join(folder, "7.11"));
  await Deno.link(secret, join(folder, "7.12"));
  await Deno.mkdir(join(folder, "7.13"));
  assertEquals(await listed(folder), {
    files: ["7.10", "7.10.1"],
    foreign: ["7.11", "7.12", "7.13", "notes.txt"],
  });
  const spool = new PrivateSpoolFolder(folder);
  const facts = { time: 0, written: 0, size: 2, claudePid: 7, hookPid: 11 };
  assertEquals(await spool.read({ name: "7.11", ...facts }), null);
  assertEquals(await spool.read({ name: "7.12", ...facts }), null);
  assertEquals(await spool.read({ name: "7.99", ...facts }), null);
  assertEquals(await spool.read({ name: "7.10", ...facts }), "{}");
  assertEquals([await spool.takeDropped(), await spool.takeDropped()], [7, 0]);
});

Deno.test("PrivateSpoolFolder is empty where there is none, or a link in its place", async () => {
  await using home = await makeTempHome();
  const real = join(home.path, "real");
  await Deno.mkdir(real);
  await Deno.writeTextFile(join(real, "7.10"), "{}");
  await Deno.symlink(real, join(home.path, "8765"));
  assertEquals(await listed(join(home.path, "none")), { files: [], foreign: [] });
  assertEquals(await listed(join(home.path, "8765")), { files: [], foreign: [] });
});
