import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { OwnFiles } from "./own_files.ts";

const UID = Deno.uid();

async function withFolders(run: (folder: string, outside: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "own_files_" });
  try {
    await Deno.mkdir(join(root, "claude", "projects"), { recursive: true });
    await Deno.mkdir(join(root, "outside"));
    await run(join(root, "claude"), join(root, "outside"));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("OwnFiles reads the end of a file below its folder", async () => {
  await withFolders(async (folder) => {
    const path = join(folder, "projects", "a.jsonl");
    await Deno.writeTextFile(path, "first\nlast\n");
    const files = new OwnFiles({ folder, uid: UID });
    assertEquals((await files.readEnd(path, 5))?.text, "last\n");
    assertEquals((await files.readEnd("projects/a.jsonl", 100))?.text, "first\nlast\n");
    assertEquals(await files.names("projects", 10), ["a.jsonl"]);
  });
});

Deno.test("OwnFiles reads nothing outside of its folder, and follows no link", async () => {
  await withFolders(async (folder, outside) => {
    const secret = join(outside, "secret");
    await Deno.writeTextFile(secret, "secret");
    await Deno.symlink(secret, join(folder, "projects", "link.jsonl"));
    await Deno.symlink(outside, join(folder, "linked"));
    await Deno.writeTextFile(join(folder, "real.jsonl"), "real");
    await Deno.symlink(join(folder, "real.jsonl"), join(folder, "inner.jsonl"));
    const files = new OwnFiles({ folder, uid: UID });
    const paths = [
      secret,
      join(folder, "..", "outside", "secret"),
      "../outside/secret",
      "projects/link.jsonl",
      "linked/secret",
      "inner.jsonl",
      "projects",
      "",
      "no/such/file",
      "real.jsonl/below",
      "/dev/zero",
    ];
    for (const path of paths) assertEquals(await files.readEnd(path, 100), null, path);
    assertEquals(await files.names("linked", 10), []);
    assertEquals(await files.names("../outside", 10), []);
    assertEquals(await files.names("nothing", 10), []);
  });
});

Deno.test("OwnFiles reads a file anew when it has changed, or another one stands there", async () => {
  await withFolders(async (folder, outside) => {
    const path = join(folder, "a.json");
    const files = new OwnFiles({ folder, uid: UID });
    await Deno.writeTextFile(path, "one");
    assertEquals((await files.readEnd(path, 10))?.text, "one");
    assertEquals((await files.readEnd(path, 10))?.text, "one");
    assertEquals((await files.readEnd(path, 2))?.text, "ne");
    await Deno.writeTextFile(path, "three");
    assertEquals((await files.readEnd(path, 10))?.text, "three");
    await Deno.writeTextFile(join(outside, "b.json"), "other");
    await Deno.remove(path);
    await Deno.symlink(join(outside, "b.json"), path);
    assertEquals(await files.readEnd(path, 10), null);
  });
});

Deno.test({
  name: "OwnFiles reads no file of somebody else, and no pipe",
  ignore: Deno.build.os === "windows",
  async fn() {
    await withFolders(async (folder) => {
      await Deno.writeTextFile(join(folder, "a.json"), "{}");
      const others = new OwnFiles({ folder, uid: (UID ?? 0) + 1 });
      assertEquals(await others.readEnd("a.json", 10), null);
      await new Deno.Command("mkfifo", { args: [join(folder, "pipe.json")] }).output();
      assertEquals(await new OwnFiles({ folder, uid: UID }).readEnd("pipe.json", 10), null);
    });
  },
});

Deno.test("OwnFiles may itself be given a folder that is a link", async () => {
  await withFolders(async (folder, outside) => {
    await Deno.writeTextFile(join(folder, "a.json"), "{}");
    const linked = join(outside, "claude");
    await Deno.symlink(folder, linked);
    const files = new OwnFiles({ folder: linked, uid: UID });
    assertEquals((await files.readEnd("a.json", 10))?.text, "{}");
    assertEquals((await files.readEnd(join(linked, "a.json"), 10))?.text, "{}");
  });
});
