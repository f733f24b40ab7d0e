import type { Clock } from "../clock.ts";
import type { JsonObject } from "../events/event.ts";
import { isJsonObject } from "../events/json.ts";
import { PLUGIN_MARK } from "./hook_script.ts";
import { inOrder } from "./in_order.ts";
import type { SpoolFolder } from "./spool_folder.ts";
import type { WaitingFile } from "./waiting_file.ts";

/** One input of a hook, as it was handed over. */
export interface SpooledInput {
  readonly body: JsonObject;
  readonly text: string;
  /** The same for the same file, also for the next server. */
  readonly key: string;
  /** When the hook ran: ms since 1970, UTC. */
  readonly time: number;
  /** PID of the Claude Code that ran it. */
  readonly claudePid: number;
  /** Whether the hook is one of the plugin, and not of a settings file. */
  readonly byPlugin: boolean;
}

/** What {@linkcode SpoolReader} is made from. */
export interface SpoolReaderParts {
  readonly folder: SpoolFolder;
  /** Stores inputs, in this order; once it resolves their files are removed. */
  readonly take: (inputs: readonly SpooledInput[]) => Promise<void>;
  /** Called with how many inputs hooks have dropped for want of room. */
  readonly onDropped: (count: number) => void;
  /** One line for the log. */
  readonly log: (line: string) => void;
  readonly clock: Pick<Clock, "now" | "later">;
}

/** Hooks that run at the same moment come together, and can be put in order. */
const GATHER_MS = 10;
/** A file that is being written is looked at again after so many ms. */
const AGAIN_MS = 50;
/** After a failure. */
const RETRY_MS = 1_000;
/** What is not whole after so many ms never will be: its hook was ended. */
const TORN_MS = 10_000;
/** One commit takes so many inputs, and about so many bytes, at most. */
const BATCH_FILES = 200;
const BATCH_BYTES = 4 * 1024 * 1024;
/** So many files are read at a time. */
const READ_AHEAD = 20;

/** Takes what hooks put into the spool: in order, each once, and nothing before it is stored. */
export class SpoolReader {
  readonly #parts: SpoolReaderParts;
  readonly #ignored = new Set<string>();
  #sweep: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #isClosed = false;
  /** What is known already. */
  #trouble: string | null = null;

  constructor(parts: SpoolReaderParts) {
    this.#parts = parts;
  }

  /** Looks into the spool soon; cheap when nothing is there. */
  wake(after = GATHER_MS): void {
    if (this.#isClosed || this.#cancel !== null) return;
    this.#cancel = this.#parts.clock.later(after, () => {
      this.#cancel = null;
      void this.#run();
    });
  }

  /** Resolves when what is being taken is stored; takes nothing more after that. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#sweep;
  }

  async #run(): Promise<void> {
    // What came meanwhile is seen by the next one.
    if (this.#sweep !== null) return this.wake();
    this.#sweep = this.#takeAll().then((again) => {
      this.#sweep = null;
      if (again !== null) this.wake(again);
    });
    await this.#sweep;
  }

  /** ms until the next look; `null` when there is nothing to wait for. */
  async #takeAll(): Promise<number | null> {
    const { folder, log, onDropped } = this.#parts;
    try {
      const dropped = await folder.takeDropped();
      if (dropped > 0) onDropped(dropped);
      const { files, foreign } = await folder.list();
      for (const name of foreign) this.#ignore(name);
      return await this.#take(inOrder(files)) ? AGAIN_MS : null;
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.#trouble) log(`Cannot take what hooks have reported: ${trouble}`);
      this.#trouble = trouble;
      return RETRY_MS;
    }
  }

  /** Whether something is still being written. */
  async #take(files: readonly WaitingFile[]): Promise<boolean> {
    /** What follows an input that is not whole yet has to wait for it. */
    const held = new Set<number>();
    let batch: [WaitingFile, SpooledInput][] = [];
    let bytes = 0;
    for (let next = 0; next < files.length && !this.#isClosed; next += READ_AHEAD) {
      const some = files.slice(next, next + READ_AHEAD);
      const inputs = await Promise.all(some.map((file) => this.#read(file)));
      for (const [index, file] of some.entries()) {
        const input = inputs[index];
        if (input === "unfinished") held.add(file.claudePid);
        if (
          input === "unfinished" || input === null || input === undefined ||
          held.has(file.claudePid)
        ) continue;
        batch.push([file, input]);
        bytes += file.size;
        if (batch.length < BATCH_FILES && bytes < BATCH_BYTES) continue;
        await this.#store(batch);
        [batch, bytes] = [[], 0];
      }
    }
    await this.#store(batch);
    return held.size > 0;
  }

  async #store(batch: readonly (readonly [WaitingFile, SpooledInput])[]): Promise<void> {
    if (batch.length === 0) return;
    await this.#parts.take(batch.map(([, input]) => input));
    await Promise.all(batch.map(([file]) => this.#parts.folder.remove(file)));
  }

  async #read(file: WaitingFile): Promise<SpooledInput | "unfinished" | null> {
    const { folder, clock: { now }, log } = this.#parts;
    const { name, time, written, claudePid } = file;
    // One that cannot be read is in nobody else's way.
    const text = await folder.read(file).catch(() => null);
    if (text === null) return null;
    const body = parse(text);
    if (body !== null) {
      const key = `spool ${name} ${written}`;
      const byPlugin = text.startsWith(PLUGIN_MARK);
      return { body, text, key, time: Math.min(time, now()), claudePid, byPlugin };
    }
    if (now() - time < TORN_MS) return "unfinished";
    log(`Dropped ${file.size} bytes that a hook of process ${claudePid} did not write to the end`);
    await folder.remove(file);
    return null;
  }

  #ignore(name: string): void {
    if (this.#ignored.has(name)) return;
    this.#ignored.add(name);
    this.#parts.log(`Left alone in the spool, since no hook has put it there: ${name}`);
  }
}

/** An object's JSON is never the beginning of another one's, so this tells whether it is whole. */
function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
