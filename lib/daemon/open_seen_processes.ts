import { isJsonObject } from "../events/json.ts";
import { readIfThere, writeFileAtomically } from "../instance/home/files.ts";
import type { SeenProcess, SeenProcesses } from "../session_sources/seen_processes.ts";

/**
 * Remembers in a file which processes were seen to work on sessions.
 *
 * @param log one line for the log
 */
export async function openSeenProcesses(
  path: string,
  log: (line: string) => void,
): Promise<SeenProcesses> {
  const known = parse(await readIfThere(path));
  // One after the other: the latest is to stay.
  let turn = Promise.resolve();
  return {
    known,
    keep(seen) {
      const text = JSON.stringify(Object.fromEntries(seen));
      turn = turn.then(() => writeFileAtomically(path, text)).catch((error: unknown) =>
        log(`Which processes work on sessions is known until the server ends only: ${error}`)
      );
    },
  };
}

function parse(text: string | null): ReadonlyMap<string, SeenProcess> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return new Map(
      Object.entries(isJsonObject(value) ? value : {}).flatMap(([session, each]) =>
        isSeen(each) ? [[session, each]] : []
      ),
    );
  } catch {
    // It is written anew as soon as a process is seen.
    return new Map();
  }
}

function isSeen(value: unknown): value is SeenProcess {
  return isJsonObject(value) && Number.isSafeInteger(value["pid"]) && Number(value["pid"]) > 0 &&
    typeof value["start"] === "string";
}
