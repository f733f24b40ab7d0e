import { join } from "@std/path/join";
import { readFileName, type WaitingFile } from "./waiting_file.ts";

/** What lies in the spool. */
export interface SpoolListing {
  /** In no particular order. */
  readonly files: readonly WaitingFile[];
  /** Names of what no hook of this user has put there; it is left alone. */
  readonly foreign: readonly string[];
}

/** How the spool is read. */
export interface SpoolFolder {
  list(): Promise<SpoolListing>;
  /** A file's text; `null` when it is not there any more, or is not what was listed. */
  read(file: WaitingFile): Promise<string | null>;
  /** Removes a file; it does not matter when it is gone already. */
  remove(file: WaitingFile): Promise<void>;
  /** How many inputs hooks have dropped since this was last asked, for want of room. */
  takeDropped(): Promise<number>;
}

/** In this file hooks count what they dropped. */
const DROPPED = ".dropped";

/** The spool in a folder that only its owner can enter; what is not the owner's is not read. */
export class PrivateSpoolFolder implements SpoolFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async list(): Promise<SpoolListing> {
    const folder = await Deno.lstat(this.#path).catch(ifAbsent);
    if (folder === null || !folder.isDirectory) return { files: [], foreign: [] };
    const files: WaitingFile[] = [];
    const foreign: string[] = [];
    const entries = await Array.fromAsync(Deno.readDir(this.#path));
    const names = entries.map(({ name }) => name).filter((name) => !name.startsWith("."));
    const infos = await Promise.all(
      names.map((name) => Deno.lstat(join(this.#path, name)).catch(ifAbsent)),
    );
    for (const [index, name] of names.entries()) {
      const info = infos[index];
      if (info === null || info === undefined) continue;
      const pids = readFileName(name);
      const written = info.mtime?.getTime() ?? 0;
      if (pids === null || !isOwnFile(info) || info.uid !== folder.uid) foreign.push(name);
      else files.push({ name, ...pids, time: written, written, size: info.size });
    }
    return { files, foreign };
  }

  async read({ name }: WaitingFile): Promise<string | null> {
    const path = join(this.#path, name);
    const info = await Deno.lstat(path).catch(ifAbsent);
    if (info === null || !isOwnFile(info)) return null;
    using file = await Deno.open(path).catch(ifAbsent);
    if (file === null) return null;
    // Between the two looks the name may have come to mean something else.
    const opened = await file.stat();
    if (opened.ino !== info.ino || opened.dev !== info.dev) return null;
    return await new Response(file.readable).text();
  }

  async remove({ name }: WaitingFile): Promise<void> {
    await Deno.remove(join(this.#path, name)).catch(ifAbsent);
  }

  async takeDropped(): Promise<number> {
    const path = join(this.#path, DROPPED);
    const info = await Deno.lstat(path).catch(ifAbsent);
    if (info === null || !isOwnFile(info)) return 0;
    const text = await Deno.readTextFile(path).catch(ifAbsent);
    await Deno.remove(path).catch(ifAbsent);
    return (text ?? "").split("\n").reduce((sum, line) => sum + (Number(line) || 0), 0);
  }
}

/** A file with a second name could be somebody else's. */
function isOwnFile({ isFile, isSymlink, nlink }: Deno.FileInfo): boolean {
  return isFile && !isSymlink && (nlink ?? 1) === 1;
}

function ifAbsent(error: unknown): null {
  if (error instanceof Deno.errors.NotFound) return null;
  throw error;
}
