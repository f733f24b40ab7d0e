import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path/join";
import { withFolder } from "../../../tests/support/stores.ts";
import { until } from "../../../tests/support/until.ts";
import { Troubles } from "../troubles.ts";
import { FilesWatch } from "./files_watch.ts";
import { probeDisk } from "./watch/disk_probe.ts";

function setUp(path: string) {
  let now = 0;
  let run = () => {};
  let looks = 0;
  const files = { problem: null as string | null };
  const reported = new Map<string, string | null>();
  const troubles = new Troubles();
  troubles.listen((about, text) => reported.set(about, text));
  const watch = new FilesWatch({
    path,
    troubles,
    checkFiles() {
      looks += 1;
      return files.problem === null ? Promise.resolve() : Promise.reject(new Error(files.problem));
    },
    clock: {
      elapsed: () => now,
      every(_ms, each) {
        run = each;
        return () => {};
      },
    },
  });
  const pass = async (ms: number) => {
    now += ms;
    const before = looks;
    await until("a look", () => {
      run();
      return looks > before;
    });
    await watch.end();
  };
  return { files, reported, pass };
}

Deno.test("FilesWatch tells of a disk that takes no writes, and of the end of that at the next look", () =>
  withFolder(async (folder) => {
    const path = join(folder, "stores", "s.db");
    const { reported, pass } = setUp(path);
    await pass(1);
    assertMatch(reported.get("disk") ?? "", /^The disk takes no writes: .*no such file/i);
    await Deno.mkdir(join(folder, "stores"));
    await pass(5_000);
    assertEquals(reported.get("disk"), null);
    // From now on once a minute is enough.
    await Deno.remove(join(folder, "stores"));
    await pass(5_000);
    assertEquals(reported.get("disk"), null);
    await pass(55_000);
    assertMatch(reported.get("disk") ?? "", /takes no writes/);
  }));

Deno.test("FilesWatch tells that the files cannot be looked at, until they can", () =>
  withFolder(async (folder) => {
    const { files, reported, pass } = setUp(join(folder, "s.db"));
    files.problem = "the thread ended";
    await pass(1);
    assertEquals(
      reported.get("watch"),
      "The event store cannot be looked at: Error: the thread ended",
    );
    files.problem = null;
    await pass(5_000);
    assertEquals(reported.get("watch"), null);
  }));

Deno.test("probeDisk() says why a disk takes no write, and leaves nothing behind", () =>
  withFolder(async (folder) => {
    assertEquals(await probeDisk(join(folder, "s.db")), null);
    assertMatch(await probeDisk(join(folder, "none", "s.db")) ?? "", /no such file/i);
    // Of a run that was killed: it is removed, and the next look has its own.
    await Deno.writeTextFile(join(folder, "s.db.probe"), "");
    assertEquals(await probeDisk(join(folder, "s.db")), null);
    assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
  }));
