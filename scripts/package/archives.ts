import { zipSync } from "fflate";
import { archiveFolder, archiveName } from "../../lib/release/layout.ts";
import type { ArchiveEnding } from "../../lib/release/platforms.ts";
import { gzip, xz } from "./compress.ts";
import { type Binary, type PackedFile, type ReleaseInput, textFile } from "./release_input.ts";
import { packTar } from "./tar.ts";

/** The archives of one platform: one for each ending, all with the same files. */
export async function makeArchives(binary: Binary, input: ReleaseInput): Promise<PackedFile[]> {
  const { platform } = binary;
  const { license, man } = input.texts;
  const inside: PackedFile[] = [
    { path: platform.executable, bytes: binary.bytes, executable: true },
    textFile("LICENSE", license),
    ...(man === null || platform.os === "win32" ? [] : [textFile("mpm-monitor.1", man)]),
  ].map((file) => ({ ...file, path: `${archiveFolder(platform)}/${file.path}` }));
  return await Promise.all(platform.archives.map(async (ending) => ({
    path: archiveName(platform, ending),
    bytes: await pack(inside, ending, input),
  })));
}

async function pack(
  files: readonly PackedFile[],
  ending: ArchiveEnding,
  { date, quick }: ReleaseInput,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (ending) {
    case "tar.gz":
      return gzip(packTar(files, date), quick);
    case "tar.xz":
      return await xz(packTar(files, date), quick);
    case "zip":
      return packZip(files, date, quick);
  }
}

/** Packs files as zip, all of one time, in the given order. */
function packZip(
  files: readonly PackedFile[],
  date: Date,
  quick: boolean,
): Uint8Array<ArrayBuffer> {
  const entries = files.map(({ path, bytes, executable }) => {
    const attrs = (executable === true ? 0o100755 : 0o100644) << 16;
    return [path, [bytes, { os: 3, attrs }]] as const;
  });
  return new Uint8Array(zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0], {
    level: quick ? 1 : 9,
    mtime: asLocal(date),
  }));
}

/** Zip files hold local times: this gives the same digits in every time zone. */
function asLocal(date: Date): Date {
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}
