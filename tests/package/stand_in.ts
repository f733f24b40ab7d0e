import { PLATFORMS } from "../../lib/release/platforms.ts";
import {
  makeRelease,
  type Release,
  type ReleaseSources,
} from "../../scripts/package/make_release.ts";
import { textFile } from "../../scripts/package/release_input.ts";
import { REPOSITORY } from "../support/shared.ts";

/** The name of the platform that tests run on, as installers find it. */
export const HERE =
  PLATFORMS.find(({ os, cpu }) =>
    os === Deno.build.os && cpu === (Deno.build.arch === "aarch64" ? "arm64" : "x64")
  )?.name ?? "unknown";

/**
 * A small script in place of the binary: it knows its version, says whether a server runs by the
 * file `running` in the home folder, and keeps the commands that it gets in the file `commands`.
 */
function standIn(version: string): string {
  return `#!/bin/sh
[ "$1" = --version ] || echo "$*" >>"$HOME/commands"
case $1 in
  --version) echo "mpm-monitor ${version}" ;;
  status) [ -e "$HOME/running" ] || exit 3 ;;
esac
`;
}

/** The repository's own files for a release, without the time that a list of contents takes. */
export async function standInSources(): Promise<ReleaseSources> {
  const read = (path: string) => Deno.readTextFile(`${REPOSITORY}/scripts/${path}`);
  return {
    shim: await read("package/npm/shim.cjs"),
    installers: [textFile("install.sh", await read("install/install.sh"))],
    components: [],
    runtime: { deno: "2.9.6", v8: "15" },
  };
}

/** A release whose binaries all are the same text. */
export async function standInRelease(version: string, text = standIn(version)): Promise<Release> {
  return await makeRelease({
    version,
    date: new Date("2026-02-03T04:05:06Z"),
    binaries: PLATFORMS.map((platform) => ({ platform, bytes: new TextEncoder().encode(text) })),
    texts: { license: "MIT", readme: "", changelog: "## [Unreleased]\n\n- New.\n", man: null },
    quick: true,
  }, await standInSources());
}

/** Where a release's files are served: by version, and as the latest where it is. */
export function servedPaths(
  { served }: Release,
  folders: readonly string[],
): [string, Uint8Array][] {
  return folders.flatMap((folder) =>
    served.map(({ path, bytes }): [string, Uint8Array] => [`/${folder}/${path}`, bytes])
  );
}
