import type { Clock } from "../../clock.ts";
import type { Troubles } from "../troubles.ts";
import { probeDisk } from "./watch/disk_probe.ts";

/** So often it is looked whether the files are those at the path, in ms, */
const WATCH_MS = 5_000;
/** and whether the disk takes writes; sooner while it does not. */
const PROBE_MS = 60_000;

/** What watching needs of the store. */
export interface FilesWatchParts {
  readonly path: string;
  readonly troubles: Troubles;
  readonly clock: Pick<Clock, "every" | "elapsed">;
  /** Opens the store anew where its files are not those at the path any more. */
  checkFiles(): Promise<void>;
}

/** Looks now and then whether the files are still those at the path, and the disk takes writes. */
export class FilesWatch {
  readonly #parts: FilesWatchParts;
  readonly #end: () => void;
  #looking: Promise<void> | undefined;
  #nextProbe = 0;

  constructor(parts: FilesWatchParts) {
    this.#parts = parts;
    this.#end = parts.clock.every(WATCH_MS, () => this.#watch());
  }

  /** Ends after the look that is at work. */
  async end(): Promise<void> {
    this.#end();
    await this.#looking;
  }

  #watch(): void {
    this.#looking ??= this.#look()
      .catch((error) =>
        this.#parts.troubles.report("watch", `The event store cannot be looked at: ${error}`)
      )
      .finally(() => this.#looking = undefined);
  }

  async #look(): Promise<void> {
    const { path, troubles, clock, checkFiles } = this.#parts;
    await checkFiles();
    troubles.report("watch", null);
    const now = clock.elapsed();
    if (now < this.#nextProbe) return;
    const problem = await probeDisk(path);
    this.#nextProbe = now + (problem === null ? PROBE_MS : 0);
    troubles.report("disk", problem === null ? null : `The disk takes no writes: ${problem}`);
  }
}
