import { fromFileUrl, join } from "@std/path";

/** The root folder of this repository. */
export const REPOSITORY: string = fromFileUrl(new URL("../..", import.meta.url));

/**
 * Finds the recordings that may lie beside a checkout, in `../shared/fixtures`.
 *
 * @param part path below that folder
 * @returns the absolute path, or `null` where it does not exist
 */
export function findSharedFixtures(part = ""): string | null {
  const path = join(REPOSITORY, "..", "shared", "fixtures", part);
  try {
    Deno.statSync(path);
    return path;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
