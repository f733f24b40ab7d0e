import { PLATFORMS } from "../../../lib/release/platforms.ts";
import { gzip } from "../compress.ts";
import { type Binary, type PackedFile, type ReleaseInput, textFile } from "../release_input.ts";
import { packTar } from "../tar.ts";
import { mainManifest, platformManifest } from "./manifests.ts";

/** An npm package: its name, and what is in it. */
interface NpmPackage {
  readonly name: string;
  readonly files: readonly PackedFile[];
}

/**
 * Makes the tarballs of the npm packages, named as `npm pack` names them: the one that people
 * install, which holds only the shim, and one for each binary.
 *
 * @param shim text of the script that runs the platform's binary
 */
export function makeNpmTarballs(input: ReleaseInput, shim: string): PackedFile[] {
  const packages = [
    mainPackage(input, shim),
    ...input.binaries.map((each) => platformPackage(each, input)),
  ];
  return packages.map(({ name, files }) => ({
    path: `${name.replace("@", "").replace("/", "-")}-${input.version}.tgz`,
    bytes: gzip(packTar(files, input.date, "package/"), input.quick),
  }));
}

function mainPackage({ version, texts }: ReleaseInput, shim: string): NpmPackage {
  const manifest = mainManifest(version, PLATFORMS);
  return {
    name: manifest.name,
    files: [
      json("package.json", manifest),
      { ...textFile("bin/mpm-monitor.cjs", shim), executable: true },
      textFile("README.md", texts.readme),
      textFile("CHANGELOG.md", texts.changelog),
      textFile("LICENSE", texts.license),
    ],
  };
}

function platformPackage(
  { platform, bytes }: Binary,
  { version, texts }: ReleaseInput,
): NpmPackage {
  const manifest = platformManifest(version, platform);
  return {
    name: manifest.name,
    files: [
      json("package.json", manifest),
      { path: `bin/${platform.executable}`, bytes, executable: true },
      textFile(
        "README.md",
        `The binary of mpm-monitor for ${platform.name}: install \`mpm-monitor\`.\n`,
      ),
      textFile("LICENSE", texts.license),
    ],
  };
}

function json(path: string, value: unknown): PackedFile {
  return textFile(path, JSON.stringify(value, null, 2) + "\n");
}
