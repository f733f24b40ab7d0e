import { isJsonObject } from "../events/json.ts";
import { readIfThere, writeFileAtomically } from "../instance/home/files.ts";
import type { RevokedSessions } from "../server/access/sessions.ts";

/**
 * Remembers in a file which sessions were ended, until they would have ended by themselves.
 *
 * @param now ms since 1970, UTC
 * @param log one line for the log
 */
export async function openRevokedSessions(
  path: string,
  now: () => number,
  log: (line: string) => void,
): Promise<RevokedSessions> {
  const ends = new Map(parse(await readIfThere(path)).filter(([, expires]) => expires > now()));
  return {
    has: (name) => ends.has(name),
    add(name, expires) {
      ends.set(name, expires);
      const text = JSON.stringify(Object.fromEntries(ends));
      writeFileAtomically(path, text).catch((error: unknown) =>
        log(`A session was ended, but only until the server ends: ${String(error)}`)
      );
    },
  };
}

function parse(text: string | null): [string, number][] {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (!isJsonObject(value)) return [];
    return Object.entries(value).flatMap(([name, end]) =>
      typeof end === "number" ? [[name, end]] : []
    );
  } catch {
    return [];
  }
}
