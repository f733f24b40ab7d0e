import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { archiveName, SUMS_FILE } from "../../lib/release/layout.ts";
import { type Platform, PLATFORMS } from "../../lib/release/platforms.ts";
import { Binary } from "../../lib/upgrade/binary.ts";
import { goBack, upgradeBinary } from "../../lib/upgrade/upgrade_binary.ts";
import { UserError } from "../../lib/user_error.ts";
import { type FileServer, serveFiles } from "../package/file_server.ts";
import { servedPaths, standInRelease } from "../package/stand_in.ts";
import { testOnSmallDisk } from "../attacks/small_disk.ts";
import { makeSandbox } from "../support/cli.ts";
import { makeTempHome } from "../support/home.ts";

const UNIX = Deno.build.os !== "windows";

/** Any that is packed as tar: what is in it is a script. */
const PLATFORM = PLATFORMS.find(({ archives }) => archives.includes("tar.gz")) as Platform;
const ARCHIVE = archiveName(PLATFORM, "tar.gz");

interface World extends AsyncDisposable {
  readonly files: FileServer;
  readonly folder: string;
  readonly binary: Binary;
  /** Upgrades from 1.0.0 to the latest release, or the one that is named. */
  upgrade(wanted?: string | null): ReturnType<typeof upgradeBinary>;
  /** The version that the binary says. */
  version(): Promise<string>;
  /** Names of all files beside the binary. */
  names(): Promise<string[]>;
}

/** A binary of version 1.0.0, and a file server with release 2.0.0. */
async function makeWorld(text?: string, place?: string): Promise<World> {
  const temp = await makeTempHome();
  const files = serveFiles(
    servedPaths(await standInRelease("2.0.0", text), ["latest/download", "download/v2.0.0"]),
  );
  const folder = place ?? join(temp.path, "bin");
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, "mpm-monitor");
  await Deno.writeTextFile(path, '#!/bin/sh\necho "mpm-monitor 1.0.0"\n', { mode: 0o755 });
  const binary = new Binary(path);
  return {
    files,
    folder,
    binary,
    upgrade: (wanted = null) =>
      upgradeBinary({
        binary,
        current: "1.0.0",
        server: { base: files.url },
        platform: PLATFORM,
        wanted,
        note: () => {},
      }),
    async version() {
      const { stdout } = await new Deno.Command(path, { args: ["--version"] }).output();
      return new TextDecoder().decode(stdout).trim();
    },
    async names() {
      return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
    },
    async [Symbol.asyncDispose]() {
      await files[Symbol.asyncDispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}

/** Whatever has gone wrong, the old binary is there, it runs, and nothing lies beside it. */
async function assertUntouched(world: World): Promise<void> {
  assertEquals(await world.version(), "mpm-monitor 1.0.0");
  assertEquals(await world.names(), ["mpm-monitor"]);
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !UNIX, fn });
}

test("upgrade replaces the binary, and goes back and forth", async () => {
  await using world = await makeWorld();
  assertEquals(await world.upgrade(), { from: "1.0.0", to: "2.0.0", changed: true });
  assertEquals(await world.version(), "mpm-monitor 2.0.0");
  assertEquals(await world.names(), [".mpm-monitor.previous", "mpm-monitor"]);
  const back = await goBack(world.binary, "2.0.0");
  assertEquals(back, { from: "2.0.0", to: "1.0.0", changed: true });
  assertEquals(await world.version(), "mpm-monitor 1.0.0");
  await goBack(world.binary, "1.0.0");
  assertEquals(await world.version(), "mpm-monitor 2.0.0");
  assertEquals(await world.names(), [".mpm-monitor.previous", "mpm-monitor"]);
});

test("upgrade does nothing where the latest release is not newer", async () => {
  await using world = await makeWorld();
  world.files.files.set(
    "/latest/download/release.json",
    new TextEncoder().encode('{"name":"mpm-monitor","version":"1.0.0"}'),
  );
  assertEquals(await world.upgrade(), { from: "1.0.0", to: "1.0.0", changed: false });
  assertEquals(await world.upgrade("1.0.0"), { from: "1.0.0", to: "1.0.0", changed: false });
  assertEquals(world.files.asked, ["/latest/download/release.json"]);
  await assertUntouched(world);
});

test("upgrade refuses what is not what was released", async () => {
  await using world = await makeWorld();
  const path = `/download/v2.0.0/${ARCHIVE}`;
  const whole = world.files.files.get(path) ?? new Uint8Array();
  const changed = whole.slice();
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  world.files.files.set(path, changed);
  const error = await assertRejects(() => world.upgrade(), UserError);
  assertStringIncludes(error.message, "is not what was released");
  await assertUntouched(world);

  world.files.files.set(path, whole);
  world.files.cut.add(path);
  await assertRejects(() => world.upgrade(), UserError, "Cannot download");
  await assertUntouched(world);
  world.files.cut.clear();

  world.files.files.set(`/download/v2.0.0/${SUMS_FILE}`, new TextEncoder().encode("nothing\n"));
  await assertRejects(() => world.upgrade(), UserError, `has no ${ARCHIVE}`);
  world.files.files.delete(`/download/v2.0.0/${SUMS_FILE}`);
  const missing = await assertRejects(() => world.upgrade(), UserError);
  assertStringIncludes(missing.reason ?? "", "404");
  await assertUntouched(world);
});

test("upgrade refuses a release that names no version, and one that is not there", async () => {
  await using world = await makeWorld();
  const name = "/latest/download/release.json";
  for (const text of ["", "{}", '{"version":"../../x"}', "<html>"]) {
    world.files.files.set(name, new TextEncoder().encode(text));
    await assertRejects(() => world.upgrade(), UserError, "which release is the latest");
  }
  await assertRejects(() => world.upgrade("9.9.9"), UserError, "Cannot download");
  await assertUntouched(world);
});

test("upgrade refuses a binary that does not run, or is of another version", async () => {
  for (
    const [text, reason] of [
      ["#!/bin/sh\necho broken >&2\nexit 1\n", "broken"],
      ["#!/nowhere/at/all\n", ""],
      ['#!/bin/sh\necho "mpm-monitor 1.5.0"\n', "It says that it is version 1.5.0, and not 2.0.0"],
    ] as const
  ) {
    await using world = await makeWorld(text);
    const error = await assertRejects(() => world.upgrade(), UserError);
    assertStringIncludes(error.reason ?? "", reason);
    await assertUntouched(world);
  }
});

test("upgrade leaves a folder alone that takes no files", async () => {
  await using world = await makeWorld();
  // A folder in the place of the file that is kept: nothing can be renamed to it.
  const inTheWay = join(world.folder, ".mpm-monitor.previous");
  await Deno.mkdir(join(inTheWay, "x"), { recursive: true });
  await assertRejects(() => world.upgrade(), UserError, "Cannot replace");
  assertEquals(await world.version(), "mpm-monitor 1.0.0");
  assertEquals(await world.names(), [".mpm-monitor.previous", "mpm-monitor"]);
  await Deno.remove(inTheWay, { recursive: true });
});

testOnSmallDisk("upgrade says that it may not write where the binary is", 4, async (disk) => {
  await using world = await makeWorld(undefined, disk.outside);
  await disk.shell(`mount -o remount,ro ${disk.path}`);
  const error = await assertRejects(() => world.upgrade(), UserError, "Cannot replace");
  assertEquals(error.code, "permissionDenied");
  assertStringIncludes(`${error.reason}`, "read-only");
  await disk.shell(`mount -o remount,rw ${disk.path}`);
  await assertUntouched(world);
});

testOnSmallDisk("upgrade leaves the old binary in place on a full disk", 1, async (disk) => {
  const text = `#!/bin/sh\necho "mpm-monitor 2.0.0"\n# ${"x".repeat(3_000_000)}\n`;
  await using world = await makeWorld(text, disk.outside);
  const error = await assertRejects(() => world.upgrade(), UserError, "Cannot replace");
  assertEquals(error.reason, "The disk is full");
  await assertUntouched(world);
});

test("going back refuses where there is nothing to go back to, or that does not run", async () => {
  await using world = await makeWorld();
  await assertRejects(() => goBack(world.binary, "1.0.0"), UserError, "no binary to go back to");
  await assertUntouched(world);
  await world.upgrade();
  await Deno.writeTextFile(join(world.folder, ".mpm-monitor.previous"), "#!/bin/sh\nexit 1\n");
  await assertRejects(() => goBack(world.binary, "2.0.0"), UserError, "does not run here");
  assertEquals(await world.version(), "mpm-monitor 2.0.0");
});

Deno.test("from source, upgrade names what to type, and looks only when it is asked to", async () => {
  await using sandbox = await makeSandbox();
  await using files = serveFiles(
    servedPaths(await standInRelease("99.0.0"), ["latest/download"]),
  );
  const env = { MPM_MONITOR_BASE_URL: files.url };
  const refused = await sandbox.run(["upgrade"], { env });
  assertEquals(refused.code, 1);
  assertStringIncludes(refused.stderr, "This mpm-monitor runs from source");
  assertStringIncludes(refused.stderr, " pull");
  const before = await sandbox.run(["doctor"], { env });
  assertEquals([before.stdout.includes("99.0.0"), files.asked], [false, []]);

  const checked = await sandbox.run(["upgrade", "--check", "--json"], { env });
  assertEquals(checked.code, 0, checked.stderr);
  const { latest, newer } = JSON.parse(checked.stdout);
  assertEquals([latest, newer], ["99.0.0", true]);
  assertEquals(files.asked, ["/latest/download/release.json"]);
  const after = await sandbox.run(["doctor"], { env });
  assertStringIncludes(after.stdout, "mpm-monitor 99.0.0 is there");
  assertEquals(files.asked.length, 1);

  const nobody = await sandbox.run(["upgrade", "--check"], {
    env: { MPM_MONITOR_BASE_URL: "http://127.0.0.1:9" },
  });
  assertEquals(nobody.code, 1);
  assertStringIncludes(nobody.stderr, "Cannot download http://127.0.0.1:9/latest/download/");
});
