import { walk } from "@std/fs/walk";
import { REPOSITORY } from "../../../tests/support/shared.ts";
import { runOrExit } from "../../build/run.ts";

/** A bundle names the file that each of its parts comes from, below a folder of a registry. */
const ORIGIN = /^ *\/\/ .*?\/npm\/[^/\n]+\/((?:@[^/\n]+\/)?[^/\n]+)\/(\d[^/\n]*)\//gm;

/** The packages of which bundled text has parts, as `name@version`. */
export function packagesIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(ORIGIN), ([, name, version]) => `${name}@${version}`));
}

/**
 * Bundles modules, and finds the npm packages whose code is among them: what a package asks for and
 * what is taken of that are two things.
 *
 * @throws {Error} when there are none, since then bundles say it in another way
 */
export async function readBundled(
  entries: readonly string[],
  platform: "deno" | "browser",
): Promise<ReadonlySet<string>> {
  const folder = await Deno.makeTempDir({ prefix: "mpm-monitor-bundled-" });
  try {
    await runOrExit(Deno.execPath(), [
      "bundle",
      "--quiet",
      `--platform=${platform}`,
      `--outdir=${folder}`,
      ...entries,
    ], { cwd: REPOSITORY });
    const found = new Set<string>();
    for await (const { path } of walk(folder, { includeDirs: false, exts: [".js"] })) {
      for (const each of packagesIn(await Deno.readTextFile(path))) found.add(each);
    }
    if (found.size === 0) throw new Error(`The bundle of ${entries} names no package`);
    return found;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
