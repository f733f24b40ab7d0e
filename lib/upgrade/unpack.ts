import { unzipSync } from "fflate";
import { parseTarGzip } from "nanotar";
import { archiveFolder, archiveName } from "../release/layout.ts";
import type { ArchiveEnding, Platform } from "../release/platforms.ts";
import { UserError } from "../user_error.ts";

/** The archive of a platform that this program can unpack by itself, without any tool. */
export function archiveToUnpack(platform: Platform): string {
  return archiveName(platform, endingOf(platform));
}

/**
 * Takes the executable out of an archive.
 *
 * @throws {UserError} when it is not in it
 */
export async function unpackExecutable(
  platform: Platform,
  archive: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const path = `${archiveFolder(platform)}/${platform.executable}`;
  const found = await find(endingOf(platform), archive, path).catch((error: unknown) => {
    throw notInIt(path, error instanceof Error ? error.message : String(error));
  });
  if (found === undefined || found.length === 0) throw notInIt(path, "It is not in it");
  return found;
}

function endingOf({ archives }: Platform): ArchiveEnding {
  return archives.includes("zip") ? "zip" : "tar.gz";
}

async function find(
  ending: ArchiveEnding,
  archive: Uint8Array<ArrayBuffer>,
  path: string,
): Promise<Uint8Array | undefined> {
  if (ending === "zip") return unzipSync(archive, { filter: ({ name }) => name === path })[path];
  const files = await parseTarGzip(archive, { filter: ({ name }) => name === path });
  return files[0]?.data;
}

function notInIt(path: string, reason: string): UserError {
  return new UserError(`Cannot take ${path} out of the archive`, { code: "failed", reason });
}
