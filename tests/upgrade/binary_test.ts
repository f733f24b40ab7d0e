import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { archiveFolder, RELEASE_FILE, SUMS_FILE } from "../../lib/release/layout.ts";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { archiveToUnpack } from "../../lib/upgrade/unpack.ts";
import { VERSION } from "../../lib/version.ts";
import { gzip } from "../../scripts/package/compress.ts";
import { type PackedFile, textFile } from "../../scripts/package/release_input.ts";
import { makeSums } from "../../scripts/package/sums.ts";
import { packTar } from "../../scripts/package/tar.ts";
import { serversOf } from "../cli/status_json.ts";
import { serveFiles } from "../package/file_server.ts";
import { makeServiceSandbox, serverOtherThan } from "../service/service_sandbox.ts";

/** Only a binary is replaced: this test is one of those of the binary. */
const BINARY = Deno.env.get("MPM_MONITOR_TEST_BINARY");
/** A later version of as many signs. */
const NEXT = VERSION.replace(/^./, "9");

if (BINARY !== undefined && Deno.build.os === "linux") {
  Deno.test("a binary upgrades, its server and its service follow, and back", testUpgrade);
}

async function testUpgrade(): Promise<void> {
  const bytes = await Deno.readFile(BINARY ?? "");
  await using service = await makeServiceSandbox({ copyOf: BINARY });
  const { sandbox } = service;
  const [path = ""] = sandbox.program;
  await using files = serveFiles(releaseOf(withVersion(bytes, NEXT)));
  const env = { MPM_MONITOR_BASE_URL: files.url };
  const run = (...args: string[]) => service.run(args, { env, timeout: 120_000 });
  const version = async () => (await run("--version")).stdout;

  assertEquals((await run("service", "install")).code, 0);
  const before = await serverOtherThan(service);
  assertEquals(before.version, VERSION);

  const upgraded = await run("upgrade");
  assertEquals(upgraded.code, 0, upgraded.stderr);
  assertStringIncludes(upgraded.stdout, `The server on port ${before.port} runs it`);
  assertEquals(await version(), `mpm-monitor ${NEXT}\n`);
  const after = await serverOtherThan(service, before.pid);
  assertEquals([after.version, after.port, after.store], [NEXT, before.port, before.store]);
  assertStringIncludes((await run("upgrade")).stdout, "is the latest release");

  // The process of the service is still the old one: what it starts is the new one.
  await service.untilState("the new server", ({ phase }) => phase === "watching");
  Deno.kill(after.pid, "SIGKILL");
  const again = await serverOtherThan(service, after.pid);
  assertEquals([again.version, again.port], [NEXT, before.port]);

  const back = await run("upgrade", "--back");
  assertEquals(back.code, 0, back.stderr);
  assertEquals(await version(), `mpm-monitor ${VERSION}\n`);
  const last = await serverOtherThan(service, again.pid);
  assertEquals([last.version, last.store], [VERSION, before.store]);

  const removed = await run("service", "uninstall");
  assertEquals(removed.code, 0, removed.stderr);
  assertEquals(await serversOf(sandbox), []);
  const left = (await Array.fromAsync(Deno.readDir(join(path, "..")))).map(({ name }) => name);
  assertEquals(left.sort(), [".mpm-monitor.previous", "mpm-monitor"]);
}

/** The same binary, but for the version that it says. */
function withVersion(bytes: Uint8Array, version: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const place = new RegExp(`("@mpm-monitor/mpm-monitor",\\s*"?version"?: ")${VERSION}"`);
  // Signs of one byte each, so that places in the text are places in the bytes.
  const text = new TextDecoder("latin1").decode(bytes);
  const found = place.exec(text);
  assert(found !== null, "The binary does not hold its version where it is expected");
  const changed = new Uint8Array(bytes);
  changed.set(encoder.encode(version), found.index + (found[1]?.length ?? 0));
  return changed;
}

/** What `upgrade` asks for, and no more: other archives take a minute to pack. */
function releaseOf(bytes: Uint8Array<ArrayBuffer>): [string, Uint8Array][] {
  const platform = PLATFORMS.find(({ target }) => target === Deno.build.target);
  assert(platform !== undefined);
  const path = `${archiveFolder(platform)}/${platform.executable}`;
  const files: PackedFile[] = [
    {
      path: archiveToUnpack(platform),
      bytes: gzip(packTar([{ path, bytes, executable: true }], new Date(0)), true),
    },
    textFile(RELEASE_FILE, JSON.stringify({ name: "mpm-monitor", version: NEXT })),
  ];
  return [...files, textFile(SUMS_FILE, makeSums(files))].flatMap(({ path, bytes }) =>
    ["latest/download", `download/v${NEXT}`].map((folder): [string, Uint8Array] => [
      `/${folder}/${path}`,
      bytes,
    ])
  );
}
