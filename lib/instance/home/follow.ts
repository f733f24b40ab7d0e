/** How {@linkcode followFile} goes about it. */
export interface FollowOptions {
  /** Ends the following. */
  readonly signal: AbortSignal;
  /** ms between two looks; 200 unless said. */
  readonly interval?: number;
  /** Byte to begin at. */
  readonly from: number;
}

/**
 * Hands on what is added to a text file, for as long as wanted. When the file is replaced, as by a
 * rotation, its rest is handed on first and then the new file from its beginning.
 */
export async function* followFile(
  path: string,
  { signal, interval = 200, from }: FollowOptions,
): AsyncGenerator<string> {
  let open = await openAt(path, from);
  try {
    while (!signal.aborted) {
      if (open === null) open = await openAt(path, 0);
      else {
        const replaced = await isReplaced(path, open);
        const text = await readRest(open);
        if (text !== "") yield text;
        if (replaced) {
          open.file.close();
          open = null;
          continue;
        }
      }
      await pause(interval, signal);
    }
  } finally {
    open?.file.close();
  }
}

interface OpenFile {
  readonly file: Deno.FsFile;
  readonly decoder: TextDecoder;
  readonly inode: number | null;
  position: number;
}

async function openAt(path: string, position: number): Promise<OpenFile | null> {
  try {
    const file = await Deno.open(path);
    await file.seek(position, Deno.SeekMode.Start);
    const { ino } = await file.stat();
    return { file, decoder: new TextDecoder(), inode: ino, position };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Another file has the name now, or, where files have no number, it is shorter than before. */
async function isReplaced(path: string, open: OpenFile): Promise<boolean> {
  try {
    const { ino, size } = await Deno.stat(path);
    return ino !== open.inode || size < open.position;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}

async function readRest(open: OpenFile): Promise<string> {
  const buffer = new Uint8Array(64 * 1024);
  let text = "";
  for (;;) {
    const count = await open.file.read(buffer);
    if (count === null) return text;
    open.position += count;
    text += open.decoder.decode(buffer.subarray(0, count), { stream: true });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
