import { redactJson } from "../../events/redact/redact_json.ts";
import { readIfThere, removeIfThere, writeFileAtomically } from "../../instance/home/files.ts";
import { redactByServer } from "../../instance/redact_by_server.ts";
import { openSqliteStore } from "../../store/sqlite/sqlite_store.ts";
import type { RedactionProgress } from "../../store/store.ts";
import type { KnownStore } from "./stores.ts";

/** Work between two looks at the time, in ms. */
const STEP_MS = 250;

/**
 * Redacts all that a store holds: by its server where one runs, since that alone may write to it.
 *
 * @param tell reported how far it has got, again and again
 * @throws {UserError} when that cannot be done
 */
export async function redactStore(
  { path, writer }: KnownStore,
  tell: (progress: RedactionProgress) => void,
): Promise<RedactionProgress> {
  if (writer !== null) return await untilDone(() => redactByServer(writer.record), tell);
  const store = await openSqliteStore({ path });
  try {
    return await untilDone(async () => {
      const progress = await store.redact?.(STEP_MS, () => redactState(path));
      if (progress === undefined) throw new Error("This store cannot be redacted");
      return progress;
    }, tell);
  } finally {
    await store.close();
  }
}

async function untilDone(
  step: () => Promise<RedactionProgress>,
  tell: (progress: RedactionProgress) => void,
): Promise<RedactionProgress> {
  for (;;) {
    const progress = await step();
    if (progress.done) return progress;
    tell(progress);
  }
}

/** What the last run knew of its sessions: a line that names the store, and JSON. */
async function redactState(path: string): Promise<void> {
  const file = `${path}.state`;
  const text = await readIfThere(file);
  if (text === null) return;
  const end = text.indexOf("\n") + 1;
  try {
    await writeFileAtomically(file, text.slice(0, end) + redactJson(text.slice(end)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The next run could not read it either: it works its state out from the events.
    await removeIfThere(file);
  }
}
