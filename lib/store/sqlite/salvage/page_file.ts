const MAGIC = "SQLite format 3\0";
const OUR_PAGE_BYTES = 4096;
/** So many pages are read at once: the file is gone through in its order. */
const CHUNK_PAGES = 64;

const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** A page that is in the list of free ones, by the map that SQLite keeps for moving pages. */
const FREE = 2;

/** Pages of an SQLite file and of its log of writes, read as bytes: no part has to be sound. */
export class PageFile {
  readonly pageBytes: number;
  /** How many pages there are; they are counted from 1. */
  readonly count: number;
  readonly #file: Deno.FsFile;
  readonly #log: Deno.FsFile | null;
  /** Where in the log the newest version of a page is. */
  readonly #logged = new Map<number, number>();
  readonly #chunk: Uint8Array<ArrayBuffer>;
  #chunkAt = -1;

  /** @throws {Error} when the file cannot be read at all */
  constructor(path: string) {
    this.#file = Deno.openSync(path);
    const header = readAt(this.#file, 0, new Uint8Array(100));
    this.pageBytes = pageBytesOf(header);
    this.#log = openIfThere(`${path}-wal`);
    const inLog = this.#log === null ? 0 : this.#readLog(this.#log);
    this.count = Math.max(Math.floor(this.#file.statSync().size / this.pageBytes), inLog);
    this.#chunk = new Uint8Array(CHUNK_PAGES * this.pageBytes);
  }

  /** The bytes of a page, valid until the next call; shorter where the file ends. */
  page(number: number): Uint8Array {
    const logged = this.#logged.get(number);
    if (logged !== undefined && this.#log !== null) {
      return readAt(this.#log, logged, new Uint8Array(this.pageBytes));
    }
    const chunk = Math.floor((number - 1) / CHUNK_PAGES);
    if (chunk !== this.#chunkAt) {
      this.#chunk.fill(0);
      readAt(this.#file, chunk * this.#chunk.length, this.#chunk);
      this.#chunkAt = chunk;
    }
    const at = ((number - 1) % CHUNK_PAGES) * this.pageBytes;
    return this.#chunk.subarray(at, at + this.pageBytes);
  }

  /** The bytes of a page that is not the next one; does not disturb going through the file. */
  farPage(number: number): Uint8Array {
    const logged = this.#logged.get(number);
    const bytes = new Uint8Array(this.pageBytes);
    return logged !== undefined && this.#log !== null
      ? readAt(this.#log, logged, bytes)
      : readAt(this.#file, (number - 1) * this.pageBytes, bytes);
  }

  /** Whether a page holds nothing any more, though what it held may still stand there. */
  isFree(number: number): boolean {
    const perMap = Math.floor(this.pageBytes / 5) + 1;
    const map = 2 + Math.floor((number - 2) / perMap) * perMap;
    if (number < 3 || map === number) return false;
    if (this.#mapAt !== map) {
      this.#map = this.farPage(map).slice();
      this.#mapAt = map;
    }
    return this.#map[(number - map - 1) * 5] === FREE;
  }

  #map: Uint8Array = new Uint8Array();
  #mapAt = -1;

  close(): void {
    this.#file.close();
    this.#log?.close();
  }

  /** Takes note of what was committed to the log; returns how many pages the file then has. */
  #readLog(log: Deno.FsFile): number {
    const header = new DataView(readAt(log, 0, new Uint8Array(WAL_HEADER)).buffer);
    const salts = [header.getUint32(16), header.getUint32(20)];
    const frameBytes = FRAME_HEADER + this.pageBytes;
    const frames = Math.floor((log.statSync().size - WAL_HEADER) / frameBytes);
    const frame = new DataView(new ArrayBuffer(FRAME_HEADER));
    const bytes = new Uint8Array(frame.buffer);
    let waiting: [number, number][] = [];
    let count = 0;
    for (let index = 0; index < frames; index++) {
      const at = WAL_HEADER + index * frameBytes;
      readAt(log, at, bytes);
      // What is left of an older log has other salts.
      if (frame.getUint32(8) !== salts[0] || frame.getUint32(12) !== salts[1]) continue;
      waiting.push([frame.getUint32(0), at + FRAME_HEADER]);
      const size = frame.getUint32(4);
      if (size === 0) continue;
      for (const [page, where] of waiting) this.#logged.set(page, where);
      waiting = [];
      count = size;
    }
    return count;
  }
}

function pageBytesOf(header: Uint8Array): number {
  if (new TextDecoder().decode(header.subarray(0, 16)) !== MAGIC) return OUR_PAGE_BYTES;
  const bytes = (header[16] ?? 0) * 256 + (header[17] ?? 0);
  return bytes >= 512 && (bytes & (bytes - 1)) === 0 ? bytes : OUR_PAGE_BYTES;
}

/** Fills as much as there is; the rest stays 0. */
function readAt(file: Deno.FsFile, at: number, into: Uint8Array<ArrayBuffer>) {
  file.seekSync(at, Deno.SeekMode.Start);
  for (let done = 0; done < into.length;) {
    const read = file.readSync(into.subarray(done));
    if (read === null || read === 0) break;
    done += read;
  }
  return into;
}

function openIfThere(path: string): Deno.FsFile | null {
  try {
    return Deno.openSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
