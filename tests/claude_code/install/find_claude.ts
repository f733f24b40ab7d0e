import { join } from "@std/path/join";
import { isFile } from "./is_file.ts";
import { cacheFolder } from "./cache_folder.ts";
import { type ReleaseName, RELEASES } from "./releases.ts";

/** Names a folder with releases that are there already: `VERSION/claude` or `VERSION/package/claude`. */
const FOLDER_VARIABLE = "MPM_MONITOR_TEST_CLAUDE_CODE";

/** The program of a release; `null` where it is not on this machine. */
export function findClaude(release: ReleaseName): string | null {
  return findVersion(RELEASES[release].version);
}

/** The program of a version; `null` where it is not on this machine. */
export function findVersion(version: string): string | null {
  const given = Deno.env.get(FOLDER_VARIABLE);
  const places = [
    ...given ? [join(given, version), join(given, version, "package")] : [],
    join(cacheFolder(), version),
  ];
  return places.map((place) => join(place, "claude")).find(isFile) ?? null;
}
