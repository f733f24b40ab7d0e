import { assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path/join";
import { withFolder } from "../../../../tests/support/stores.ts";
import { namesOfFile, realStorePath } from "./real_names.ts";

Deno.test({
  name: "realStorePath() follows links, also to what is yet to be made",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (folder) => {
      const real = await Deno.realPath(folder);
      const store = join(folder, "s.db");
      assertEquals(realStorePath(store), join(real, "s.db"));
      await Deno.symlink(store, join(folder, "link.db"));
      assertEquals(realStorePath(join(folder, "link.db")), join(real, "s.db"));
      await Deno.writeTextFile(store, "");
      assertEquals(realStorePath(join(folder, "link.db")), join(real, "s.db"));
      assertEquals(realStorePath(join(folder, "later", "s.db")), join(folder, "later", "s.db"));
    }),
});

Deno.test({
  name: "namesOfFile() gives all names of a file in one order, and refuses what it cannot find",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (folder) => {
      const [one, two, other] = ["b.db", "a.db", "c.db"].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      assertEquals(namesOfFile(one), [one]);
      for (const path of [one, other]) await Deno.writeTextFile(path, "");
      assertEquals(namesOfFile(one), [one]);
      await Deno.link(one, two);
      assertEquals(namesOfFile(one), [two, one]);
      assertEquals(namesOfFile(two), [two, one]);
      await Deno.mkdir(join(folder, "elsewhere"));
      await Deno.link(one, join(folder, "elsewhere", "d.db"));
      assertThrows(() => namesOfFile(one), Error, "1 of its names are in other folders");
      assertEquals(namesOfFile(other), [other]);
    }),
});
