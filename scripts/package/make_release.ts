import { archiveName, RELEASE_FILE, SUMS_FILE } from "../../lib/release/layout.ts";
import { makeArchives } from "./archives.ts";
import { makeFormula } from "./formula.ts";
import { makeDeb } from "./deb/make_deb.ts";
import { makeNotes } from "./notes.ts";
import { makeNpmTarballs } from "./npm/packages.ts";
import { type PackedFile, type ReleaseInput, textFile } from "./release_input.ts";
import type { Component } from "./sbom/component.ts";
import { makeSbom } from "./sbom/make_sbom.ts";
import { makeSums, sha256 } from "./sums.ts";

/** Everything that a release consists of. */
export interface Release {
  /** What is served to everybody, with its sums. */
  readonly served: readonly PackedFile[];
  /** Tarballs for the npm registry. */
  readonly npm: readonly PackedFile[];
  /** The text of the release's page, as Markdown. */
  readonly notes: string;
}

/** The files of the repository that packages hold a copy of. */
export interface ReleaseSources {
  /** Text of `npm/shim.cjs`. */
  readonly shim: string;
  /** What is in the binaries. */
  readonly components: readonly Component[];
  /** The versions of Deno and V8 whose runtime is in the binaries. */
  readonly runtime: { readonly deno: string; readonly v8: string };
  /** Served as they are, beside the archives: the installers. */
  readonly installers: readonly PackedFile[];
}

/** Makes all packages of a release: the same input gives the same bytes. */
export async function makeRelease(input: ReleaseInput, sources: ReleaseSources): Promise<Release> {
  const archives: PackedFile[] = [];
  // One at a time: five binaries of 110 MB each are compressed here.
  for (const binary of input.binaries) {
    archives.push(...await makeArchives(binary, input));
    if (binary.platform.os === "linux") archives.push(await makeDeb(binary, input));
  }
  const sbom = makeSbom({ ...input, ...sources.runtime }, sources.components);
  const files = [
    ...archives,
    ...sources.installers,
    textFile("mpm-monitor.cdx.json", JSON.stringify(sbom, null, 2) + "\n"),
    textFile("mpm-monitor.rb", formulaOf(input, archives)),
    textFile(RELEASE_FILE, JSON.stringify({ name: "mpm-monitor", version: input.version }) + "\n"),
  ];
  return {
    served: [...files, textFile(SUMS_FILE, makeSums(files))],
    notes: makeNotes(input.version, input.texts.changelog),
    npm: makeNpmTarballs(input, sources.shim),
  };
}

/** Homebrew unpacks xz by itself. */
function formulaOf({ version, binaries }: ReleaseInput, archives: readonly PackedFile[]): string {
  return makeFormula(
    version,
    binaries.flatMap(({ platform }) => {
      const archive = archives.find(({ path }) => path === archiveName(platform, "tar.xz"));
      return archive === undefined
        ? []
        : [{ platform, file: archive.path, sha256: sha256(archive.bytes) }];
    }),
  );
}
