import { isAbsolute } from "@std/path/is-absolute";
import { relative } from "@std/path/relative";
import { resolve } from "@std/path/resolve";

/** What reading one of Claude Code's files gave. */
export interface OwnText {
  readonly text: string;
  /** When it was last changed; ms since 1970, UTC. */
  readonly changed: number;
}

/** Where files may be read, and of whom. */
export interface OwnFilesOptions {
  /** The folder below which they are. */
  readonly folder: string;
  /** This user's id; `null` where the system has none. */
  readonly uid: number | null;
}

/**
 * Reads regular files of this user below one folder, and nothing else: what is named by an event
 * may be any path. No link is followed, no more than so many bytes are read, nothing is written.
 */
export class OwnFiles {
  readonly #folder: string;
  readonly #uid: number | null;
  /** What was read last, by path. */
  readonly #known = new Map<string, Known>();

  constructor({ folder, uid }: OwnFilesOptions) {
    this.#folder = folder;
    this.#uid = uid;
  }

  /**
   * The end of a file, at most so many bytes of it; `null` where there is none that may be read.
   *
   * @param path absolute, or relative to the folder
   */
  async readEnd(path: string, most: number): Promise<OwnText | null> {
    try {
      return await this.#read(path, most);
    } catch (error) {
      // Gone, or not for us: either way there is nothing to be known from it.
      if (error instanceof Deno.errors.NotFound) return null;
      if (error instanceof Deno.errors.PermissionDenied) return null;
      if (error instanceof Deno.errors.NotCapable) return null;
      if (error instanceof Deno.errors.FilesystemLoop) return null;
      if (error instanceof Deno.errors.NotADirectory) return null;
      throw error;
    }
  }

  /** The names of the files directly in a folder, at most so many. */
  async names(path: string, most: number): Promise<readonly string[]> {
    const names: string[] = [];
    const whole = await this.#place(path);
    if (whole === null) return names;
    for await (const { name, isFile } of Deno.readDir(whole)) {
      if (isFile) names.push(name);
      if (names.length >= most) break;
    }
    return names;
  }

  /** A file that did not change is not read again: such a look costs one question to the system. */
  async #read(path: string, most: number): Promise<OwnText | null> {
    if (this.#below(path) === null) return null;
    const whole = resolve(this.#folder, path);
    const found = await Deno.lstat(whole);
    const known = this.#known.get(whole);
    if (known?.stamp === stampOf(found) && known.most === most) return known.read;
    const read = await this.#readAnew(path, most);
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(whole, { stamp: stampOf(found), most, read });
    return read;
  }

  async #readAnew(path: string, most: number): Promise<OwnText | null> {
    const whole = await this.#place(path);
    if (whole === null) return null;
    const found = await Deno.lstat(whole);
    if (!found.isFile || !this.#isOwn(found)) return null;
    using file = await Deno.open(whole, { read: true });
    const opened = await file.stat();
    // Somebody may have put another file there in between.
    if (opened.ino !== found.ino || opened.dev !== found.dev || !opened.isFile) return null;
    const start = Math.max(0, opened.size - most);
    await file.seek(start, Deno.SeekMode.Start);
    const text = await readText(file, Math.min(most, opened.size - start));
    return { text, changed: opened.mtime?.getTime() ?? 0 };
  }

  /** The real path of what is below the folder, by no link; `null` where there is nothing. */
  async #place(path: string): Promise<string | null> {
    const below = this.#below(path);
    const root = below === null ? null : await realPath(this.#folder);
    if (below === null || root === null) return null;
    const whole = resolve(root, below);
    // A link anywhere below the folder makes the real path another one.
    return await realPath(whole) === whole ? whole : null;
  }

  /** The path from the folder on; `null` where it leads out of it. */
  #below(path: string): string | null {
    const below = relative(this.#folder, resolve(this.#folder, path));
    return below === "" || below.startsWith("..") || isAbsolute(below) ? null : below;
  }

  #isOwn({ uid }: Deno.FileInfo): boolean {
    return this.#uid === null || uid === null || uid === this.#uid;
  }
}

interface Known {
  readonly stamp: string;
  readonly most: number;
  readonly read: OwnText | null;
}

const MAX_KNOWN = 300;

/** Changes with every write, and where another file takes the place. */
function stampOf({ dev, ino, size, mtime, ctime }: Deno.FileInfo): string {
  return [dev, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ");
}

async function realPath(path: string): Promise<string | null> {
  return await Deno.realPath(path).catch(() => null);
}

async function readText(file: Deno.FsFile, size: number): Promise<string> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const count = await file.read(bytes.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return new TextDecoder().decode(bytes.subarray(0, filled));
}
