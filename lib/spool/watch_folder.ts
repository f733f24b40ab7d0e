/** How {@linkcode watchFolder} reaches the world. */
export interface WatchOptions {
  readonly onChange: () => void;
  /** One line for the log. */
  readonly log: (line: string) => void;
  /** ms between two looks that need no word from the system; 2,000 unless said. */
  readonly every?: number;
}

/** Where the system says nothing, looks have to be frequent, in ms. */
const UNWATCHED_EVERY = 250;

const CHANGES: ReadonlySet<Deno.FsEvent["kind"]> = new Set(["any", "create", "modify", "rename"]);

/**
 * Tells of changes in a folder as soon as the system does, and every now and then for the case that
 * it does not. Returns how to end it.
 */
export function watchFolder(path: string, options: WatchOptions): () => void {
  const { onChange, log, every = 2_000 } = options;
  let timer = setInterval(onChange, every);
  Deno.unrefTimer(timer);
  let watcher: Deno.FsWatcher | null = null;
  let isEnded = false;
  const watch = async () => {
    watcher = Deno.watchFs(path, { recursive: false });
    for await (const { kind } of watcher) {
      if (CHANGES.has(kind)) onChange();
    }
  };
  watch().catch((error) => {
    if (isEnded) return;
    log(`Cannot watch ${path}, so it is looked at every ${UNWATCHED_EVERY} ms: ${error}`);
    clearInterval(timer);
    timer = setInterval(onChange, UNWATCHED_EVERY);
    Deno.unrefTimer(timer);
  });
  return () => {
    isEnded = true;
    clearInterval(timer);
    watcher?.close();
  };
}
