import { dirname } from "@std/path/dirname";
import { mustBeOwnFolder, openOwnFile, readOwnText } from "../../files/trusted.ts";

/** Where the rotation of a log stands. */
export interface LogFileOptions {
  /** Bytes after which a new file begins; 10 MiB unless said. */
  readonly maxBytes?: number;
  /** Files in all, the current one included; 3 unless said. */
  readonly files?: number;
  readonly now?: () => Date;
}

/**
 * A log that never grows without bound: `8765.log`, then `8765.log.1` (older) and so on. Lines are
 * written at once, so that the last words of a crashing process are kept. A full disk loses lines,
 * never the server.
 */
export class LogFile {
  readonly path: string;
  #file: Deno.FsFile;
  #size: number;
  readonly #maxBytes: number;
  readonly #files: number;
  readonly #now: () => Date;

  constructor(path: string, options: LogFileOptions = {}) {
    const { maxBytes = 10 * 1024 * 1024, files = 3, now = () => new Date() } = options;
    Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    mustBeOwnFolder(dirname(path));
    this.path = path;
    this.#file = openForAppend(path);
    this.#size = this.#file.statSync().size;
    this.#maxBytes = maxBytes;
    this.#files = files;
    this.#now = now;
  }

  /** Adds one line, with the local time before it. */
  write(line: string): void {
    const bytes = new TextEncoder().encode(`${localTime(this.#now())} ${line}\n`);
    try {
      if (this.#size > 0 && this.#size + bytes.length > this.#maxBytes) this.#rotate();
      this.#size += bytes.length;
      writeAllSync(this.#file, bytes);
    } catch {
      // There is nowhere left to tell: the log itself cannot be written.
    }
  }

  close(): void {
    this.#file.close();
  }

  #rotate(): void {
    for (let index = this.#files - 1; index >= 1; index--) {
      const older = index === 1 ? this.path : `${this.path}.${index - 1}`;
      try {
        Deno.renameSync(older, `${this.path}.${index}`);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
    const next = openForAppend(this.path);
    this.#file.close();
    this.#file = next;
    this.#size = 0;
  }
}

/**
 * The last lines of a text file of ours, oldest first; none where there is no file.
 *
 * @throws {UserError} when the file is not ours
 */
export function lastLines(path: string, count: number): string[] {
  const text = readOwnText(path);
  if (text === null) return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return count === 0 ? [] : lines.slice(-count);
}

/** `2025-01-08 14:30:15` in the local time zone. */
export function localTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":")}`;
}

function openForAppend(path: string): Deno.FsFile {
  return openOwnFile(path, { append: true, create: true, mode: 0o600 });
}

function writeAllSync(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
}
