import { createHash } from "node:crypto";
import { join } from "@std/path/join";
import { cacheFolder } from "./cache_folder.ts";
import { findVersion } from "./find_claude.ts";
import { isFile } from "./is_file.ts";
import { PACKAGE, type Release } from "./releases.ts";

/**
 * Makes sure that a release is there, by npm where it is not. Several may do so at once: each works
 * in a folder of its own, and the first one that is finished moves it to its place.
 *
 * @param release without a checksum, what the registry gives is taken as it is
 * @returns the program's path
 * @throws {Error} where npm cannot get it, or the archive is not the expected one
 */
export async function installRelease(
  release: Omit<Release, "sha512"> & { readonly sha512?: string },
): Promise<string> {
  const present = findVersion(release.version);
  if (present !== null) return present;
  const cache = cacheFolder();
  await Deno.mkdir(cache, { recursive: true });
  const work = await Deno.makeTempDir({ dir: cache, prefix: ".new-" });
  try {
    await run("npm", ["pack", "--silent", `${PACKAGE}@${release.version}`], work);
    const archive = await onlyArchive(work);
    const sha512 = await checksum(archive);
    if (release.sha512 !== undefined && sha512 !== release.sha512) {
      throw new Error(
        `${PACKAGE}@${release.version} has the checksum ${sha512}, which is not the pinned one`,
      );
    }
    await run("tar", ["-xzf", archive, "package/claude"], work);
    await Deno.chmod(join(work, "package", "claude"), 0o755);
    const place = join(cache, release.version);
    await Deno.rename(join(work, "package"), place).catch((error) => {
      // Somebody else was faster.
      if (!isFile(join(place, "claude"))) throw error;
    });
    return join(place, "claude");
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

async function onlyArchive(folder: string): Promise<string> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name.endsWith(".tgz")) return join(folder, name);
  }
  throw new Error("npm pack made no archive");
}

async function checksum(path: string): Promise<string> {
  const hash = createHash("sha512");
  // Closed by its stream.
  const file = await Deno.open(path);
  for await (const chunk of file.readable) hash.update(chunk);
  return hash.digest("base64");
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd,
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) {
    throw new Error(`${command} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  }
}
