import type { Troubles } from "../../troubles.ts";
import { markSuspect } from "../file/files.ts";
import { isDamage } from "../file/open_database.ts";
import { damageText } from "../file/trouble_texts.ts";
import type { WorkerClient } from "../thread/worker_client.ts";

/** What {@linkcode DamageWatch} needs of the store. */
export interface DamageWatchParts {
  readonly path: string;
  readonly troubles: Pick<Troubles, "report">;
  readonly notice: (line: string) => void;
  readonly writer: WorkerClient;
  readonly reader: WorkerClient;
}

/** Tells at once of damage that is met in an open store, and leaves a note for the next start. */
export class DamageWatch {
  readonly #parts: DamageWatchParts;
  #isTold = false;

  constructor(parts: DamageWatchParts) {
    this.#parts = parts;
    for (const worker of [parts.writer, parts.reader]) {
      worker.onError = (error) => void this.look(error);
    }
  }

  /** The check of the whole store came to an end before its time. */
  checkFailed(error: unknown): void {
    this.#parts.notice(`The check of the event store came to an end: ${error}`);
    void this.look(error);
  }

  /** Looks at an error, or at words of one, that any thread of the store met. */
  async look(error: unknown): Promise<void> {
    if (this.#isTold || !isDamage(error)) return;
    const { path, troubles, notice, writer } = this.#parts;
    // A file that was removed or replaced says nothing of the one that is at the path now.
    const files = await writer.call("checkFiles").catch(() => "gone");
    if (files !== "same" || this.#isTold) return;
    this.#isTold = true;
    const text = damageText(error);
    try {
      markSuspect(path);
    } catch (failure) {
      notice(`Cannot leave a note of the damage beside the event store: ${failure}`);
    }
    troubles.report("found", text);
    notice(text);
  }

  /** Another file is at the path now. */
  reset(): void {
    this.#isTold = false;
    this.#parts.troubles.report("found", null);
  }
}
