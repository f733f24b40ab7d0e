import { mustBeOwnFolder } from "../../files/trusted.ts";
import { readIfThere } from "./files.ts";
import type { StatePaths } from "./paths.ts";
import type { StartOptions } from "../../config/settings.ts";
import { isStartOptions } from "../../config/start_options.ts";

/** Reads the options of the last start; `null` when there was none, or they cannot be read. */
export async function readLastOptions(paths: StatePaths): Promise<StartOptions | null> {
  mustBeOwnFolder(paths.home);
  const text = await readIfThere(paths.lastOptions);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isStartOptions(value) ? value : null;
  } catch {
    return null;
  }
}
