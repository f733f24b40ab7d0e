import { assertEquals, assertMatch } from "@std/assert";
import { parseTar } from "nanotar";
import { gunzipSync } from "node:zlib";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { makeRelease } from "./make_release.ts";
import type { PackedFile, ReleaseInput } from "./release_input.ts";

const SOURCES = {
  shim: "#!/usr/bin/env node\n",
  installers: [],
  components: [],
  runtime: { deno: "2.9.6", v8: "14" },
};

function input(): ReleaseInput {
  return {
    version: "1.2.3",
    date: new Date("2026-02-03T04:05:06Z"),
    binaries: PLATFORMS.map((platform) => ({
      platform,
      bytes: new TextEncoder().encode(`the binary for ${platform.name}`),
    })),
    texts: {
      license: "MIT",
      readme: "# Read me",
      changelog: "## [Unreleased]\n\n- New.\n",
      man: ".TH",
    },
    quick: true,
  };
}

Deno.test("makeRelease() gives the same bytes for the same input", async () => {
  assertEquals(await makeRelease(input(), SOURCES), await makeRelease(input(), SOURCES));
});

Deno.test("makeRelease() has archives for each platform, and a sum for each file", async () => {
  const { served } = await makeRelease(input(), SOURCES);
  const names = served.map(({ path }) => path);
  for (const { name, archives } of PLATFORMS) {
    for (const ending of archives) {
      assertEquals(names.includes(`mpm-monitor-${name}.${ending}`), true);
    }
  }
  const summed = textOf(served, "SHA256SUMS").trimEnd().split("\n")
    .map((line) => line.replace(/^[0-9a-f]{64} {2}/, ""));
  assertEquals(summed, names.filter((name) => name !== "SHA256SUMS").sort());
});

Deno.test("makeRelease() packs one folder with the executable, of root and of one time", async () => {
  const { served } = await makeRelease(input(), SOURCES);
  const packed = served.find(({ path }) => path === "mpm-monitor-linux-x64.tar.gz");
  const entries = parseTar(new Uint8Array(gunzipSync(packed?.bytes ?? new Uint8Array())).buffer);
  assertEquals(entries.map(({ name }) => name), [
    "mpm-monitor-linux-x64/",
    "mpm-monitor-linux-x64/LICENSE",
    "mpm-monitor-linux-x64/mpm-monitor",
    "mpm-monitor-linux-x64/mpm-monitor.1",
  ]);
  for (const { attrs } of entries) {
    assertEquals([attrs?.uid, attrs?.gid, attrs?.mtime], [0, 0, 1_770_091_506]);
  }
  assertMatch(entries[2]?.attrs?.mode ?? "", /755$/);
});

Deno.test("makeRelease() makes npm choose the platform's package, and runs no script", async () => {
  const { npm } = await makeRelease(input(), SOURCES);
  const manifests = npm.map(({ bytes }) => {
    const entries = parseTar(new Uint8Array(gunzipSync(bytes)).buffer);
    return JSON.parse(entries.find(({ name }) => name === "package/package.json")?.text ?? "");
  });
  const [main, ...platforms] = manifests;
  assertEquals(
    Object.keys(main.optionalDependencies),
    platforms.map(({ name }) => name),
  );
  for (const manifest of manifests) {
    assertEquals(manifest.version, "1.2.3");
    assertEquals(manifest.scripts, undefined);
  }
  assertEquals(platforms[0].libc, ["glibc"]);
  assertEquals([platforms[4].os, platforms[4].cpu], [["win32"], ["x64"]]);
});

function textOf(files: readonly PackedFile[], path: string): string {
  return new TextDecoder().decode(files.find((file) => file.path === path)?.bytes);
}
