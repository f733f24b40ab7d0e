import { join } from "@std/path/join";
import { PrivateSpoolFolder } from "./spool_folder.ts";

/** What hooks have left for the server on one port. */
export interface Waiting {
  readonly port: number;
  readonly files: number;
  /** When the oldest was left: ms since 1970, UTC. */
  readonly since: number;
}

/** What waits in the spools of a state folder, by port; spools in which nothing waits are left out. */
export async function readWaiting(home: string): Promise<readonly Waiting[]> {
  const folder = join(home, "spool");
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  const spools = await Promise.all(
    entries.filter(({ name }) => /^\d+$/.test(name)).map(async ({ name }) => {
      const { files } = await new PrivateSpoolFolder(join(folder, name)).list();
      const since = files.reduce((oldest, { time }) => Math.min(oldest, time), Infinity);
      return { port: Number(name), files: files.length, since };
    }),
  );
  return spools.filter(({ files }) => files > 0)
    .toSorted((left, right) => left.port - right.port);
}
