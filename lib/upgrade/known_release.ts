import { join } from "@std/path/join";
import { isJsonObject } from "../events/json.ts";
import { ensurePrivateFolder, readIfThere, writeFileAtomically } from "../instance/home/files.ts";
import type { StatePaths } from "../instance/home/paths.ts";

/** What the last look at the releases found. */
export interface KnownRelease {
  readonly version: string;
  /** ms since 1970, UTC. */
  readonly checked_at: number;
}

/** Keeps what a look at the releases has found, for `doctor`, which asks nobody. */
export async function writeKnownRelease(paths: StatePaths, known: KnownRelease): Promise<void> {
  await ensurePrivateFolder(paths.home);
  await writeFileAtomically(pathOf(paths), JSON.stringify({ schema_version: 1, ...known }) + "\n");
}

/** Reads what the last look found; `null` where nobody has looked. */
export async function readKnownRelease(paths: StatePaths): Promise<KnownRelease | null> {
  try {
    const value: unknown = JSON.parse(await readIfThere(pathOf(paths)) ?? "null");
    if (!isJsonObject(value)) return null;
    const { version, checked_at } = value as Record<string, unknown>;
    return typeof version === "string" && typeof checked_at === "number"
      ? { version, checked_at }
      : null;
  } catch {
    return null;
  }
}

function pathOf({ home }: StatePaths): string {
  return join(home, "latest_release.json");
}
