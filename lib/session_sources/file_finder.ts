import type { SessionState } from "../state/state.ts";
import type { OwnFiles } from "./own_files.ts";
import { parseSessionFile, type SessionFile } from "./session_file.ts";

/** The folder with a file for each running process. */
const FOLDER = "sessions";
/** More files are not looked through. */
const MAX_FILES = 256;
/** Bytes; such a file has less than one thousand. */
const MAX_BYTES = 16 * 1024;
/** Milliseconds between two searches through all files. */
const SEARCH_EVERY = 5_000;

/** Finds the file that Claude Code keeps of the process that works on a session. */
export class FileFinder {
  readonly #files: Pick<OwnFiles, "readEnd" | "names">;
  readonly #now: () => number;
  /** By session. */
  readonly #pids = new Map<string, number>();
  #searched = -Infinity;

  constructor(files: Pick<OwnFiles, "readEnd" | "names">, now: () => number) {
    this.#files = files;
    this.#now = now;
  }

  /** What is written of a session now; `null` where nothing is. */
  async find({ id, process }: SessionState): Promise<SessionFile | null> {
    const known = this.#pids.get(id);
    for (const pid of new Set([known, process?.pid])) {
      const file = pid === undefined ? null : await this.#read(pid);
      if (file?.session === id) {
        this.#pids.set(id, file.pid);
        return file;
      }
    }
    this.#pids.delete(id);
    return await this.#search(id);
  }

  /** Hooks of older set-ups tell no process: then all files are looked through, now and then. */
  async #search(id: string): Promise<SessionFile | null> {
    const now = this.#now();
    if (now - this.#searched < SEARCH_EVERY) return null;
    this.#searched = now;
    let found: SessionFile | null = null;
    for (const name of await this.#files.names(FOLDER, MAX_FILES)) {
      const pid = /^(\d+)\.json$/.exec(name)?.[1];
      const file = pid === undefined ? null : await this.#read(Number(pid));
      if (file === null) continue;
      this.#pids.set(file.session, file.pid);
      if (file.session === id) found = file;
    }
    return found;
  }

  async #read(pid: number): Promise<SessionFile | null> {
    const read = await this.#files.readEnd(`${FOLDER}/${pid}.json`, MAX_BYTES);
    const file = read === null ? null : parseSessionFile(read.text);
    return file?.pid === pid ? file : null;
  }
}
