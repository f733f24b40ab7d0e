/**
 * The packages of a compiled binary, installed by each channel on a system that has nothing else. It
 * needs a binary in `MPM_MONITOR_TEST_BINARY`, and root; without a binary there is nothing to pack.
 */
import { assertEquals } from "@std/assert";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { VERSION } from "../../lib/version.ts";
import { makeRelease, type Release } from "../../scripts/package/make_release.ts";
import { testAsRoot } from "../support/as_root.ts";
import { makeTempHome } from "../support/home.ts";
import { claimPorts } from "../support/ports.ts";
import { REPOSITORY } from "../support/shared.ts";
import { addNode, makeCleanSystem, NODE_NEEDS } from "./clean_system.ts";
import { type FileServer, serveFiles } from "./file_server.ts";
import { HERE, servedPaths, standInSources } from "./stand_in.ts";

const BINARY = Deno.env.get("MPM_MONITOR_TEST_BINARY");

/** As long as this version, so that one may stand in the other's place within the binary. */
const NEXT = VERSION.replace(/\d$/, (digit) => digit === "9" ? "8" : "9");

if (BINARY) testChannels(BINARY);

function testChannels(binary: string): void {
  testAsRoot(
    "each channel installs, upgrades, goes back and leaves nothing but the data",
    async () => {
      await using home = await makeTempHome();
      await using server = serveFiles();
      const bytes = await Deno.readFile(binary);
      await serveRelease(server, VERSION, bytes);
      await serveRelease(server, NEXT, withVersion(bytes, VERSION, NEXT));
      for (const channel of ["script", "deb", "npm"]) {
        const root = `${home.path}/${channel}`;
        await makeCleanSystem(root, channel === "npm" ? NODE_NEEDS : []);
        if (channel === "npm") await addNode(root);
        await using range = await claimPorts(6);
        assertEquals(await liveADay(root, channel, server.url, range), {
          code: 0,
          last: "All held",
        });
        await Deno.remove(root, { recursive: true });
      }
    },
  );
}

async function serveRelease(
  server: FileServer,
  version: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const platform = PLATFORMS.find(({ name }) => name === HERE);
  if (platform === undefined) throw new Error(`There is no package for ${HERE}`);
  const release: Release = await makeRelease({
    version,
    date: new Date("2026-02-03T04:05:06Z"),
    binaries: [{ platform, bytes }],
    texts: { license: "MIT", readme: "", changelog: "## [Unreleased]\n\n- New.\n", man: null },
    quick: true,
  }, await standInSources());
  const folders = [`download/v${version}`, "latest/download"];
  for (const [path, file] of servedPaths(release, folders)) server.files.set(path, file);
  for (const { path, bytes } of release.npm) server.files.set(`/npm/${path}`, bytes);
}

/** The same binary, but for what it says is its version. */
function withVersion(
  bytes: Uint8Array<ArrayBuffer>,
  old: string,
  version: string,
): Uint8Array<ArrayBuffer> {
  const changed = bytes.slice();
  const words = new TextEncoder().encode(`version: "${old}"`);
  const replaced = new TextEncoder().encode(`version: "${version}"`);
  let count = 0;
  for (let at = changed.indexOf(words[0] ?? 0); at !== -1;) {
    if (words.every((byte, index) => changed[at + index] === byte)) {
      changed.set(replaced, at);
      count++;
    }
    at = changed.indexOf(words[0] ?? 0, at + 1);
  }
  if (count === 0) throw new Error("The binary does not say its version as expected");
  return changed;
}

/** Runs the day in processes and folders of its own: nothing of it outlives it. */
async function liveADay(
  root: string,
  channel: string,
  url: string,
  range: { readonly first: number; readonly text: string },
) {
  await Deno.copyFile(`${REPOSITORY}/tests/package/first_day.sh`, `${root}/tmp/first_day.sh`);
  const enter = `mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" &&
    exec chroot "$1" /bin/sh /tmp/first_day.sh`;
  const { code, stdout, stderr } = await new Deno.Command("timeout", {
    args: ["-k", "5", "240", "unshare", "-m", "-p", "-f", "sh", "-c", enter, "sh", root],
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      CHANNEL: channel,
      PLATFORM: HERE,
      BASE_URL: url,
      OLD: VERSION,
      NEW: NEXT,
      PORT: `${range.first}`,
      MPM_MONITOR_PORT_RANGE: range.text,
    },
  }).output();
  const text = new TextDecoder().decode(stdout);
  const last = text.trimEnd().split("\n").at(-1);
  if (code !== 0) {
    throw new Error(`${channel}: exit code ${code}\n${text}\n${new TextDecoder().decode(stderr)}`);
  }
  return { code, last };
}
