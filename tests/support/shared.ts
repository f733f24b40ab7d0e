import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";

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

/**
 * Registers a test that replays recordings. On a checkout without them it does not exist: they are
 * an addition to this repository's own fixtures, not a part of them.
 *
 * @param part path below the recordings' folder; its absolute path is given to `fn`
 */
export function testWithRecordings(
  part: string,
  name: string,
  fn: (path: string) => Promise<void>,
): void {
  const path = findSharedFixtures(part);
  if (path !== null) Deno.test(name, () => fn(path));
}
