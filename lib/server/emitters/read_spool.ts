import type { SpoolFolder } from "../../spool/spool_folder.ts";
import { SpoolReader, type SpoolReaderParts } from "../../spool/spool_reader.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { type ReadStarts, takeSpooled } from "./take_spooled.ts";

/** Where a server's hooks leave what they have to tell. */
export interface SpoolSource {
  readonly folder: SpoolFolder;
  /** Calls back when something may have changed there. Returns how to end it. */
  readonly watch: (onChange: () => void) => () => void;
  readonly readStarts: ReadStarts;
}

/** What {@linkcode readSpool} is made from. */
export interface ReadSpoolParts extends Pick<SpoolReaderParts, "log" | "clock" | "onDropped"> {
  readonly ingestor: EventIngestor;
}

/** Takes what waits in the spool, and all that comes. Returns how to end it. */
export function readSpool(
  { folder, watch, readStarts }: SpoolSource,
  { ingestor, ...parts }: ReadSpoolParts,
): () => Promise<void> {
  const reader = new SpoolReader({ ...parts, folder, take: takeSpooled(ingestor, readStarts) });
  const endWatch = watch(() => reader.wake());
  reader.wake(0);
  return async () => {
    endWatch();
    await reader.close();
  };
}
