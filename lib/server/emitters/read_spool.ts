import type { SpoolFolder } from "../../spool/spool_folder.ts";
import { SpoolReader, type SpoolReaderParts } from "../../spool/spool_reader.ts";
import { type ReadStarts, takeSpooled, type TakeSpooledParts } from "./take_spooled.ts";

/** Where a server's hooks leave what they have to tell. */
export interface SpoolSource {
  readonly folder: SpoolFolder;
  /** Calls back when something may have changed there. Returns how to end it. */
  readonly watch: (onChange: () => void) => () => void;
  readonly readStarts: ReadStarts;
}

/** What {@linkcode readSpool} is made from. */
export type ReadSpoolParts =
  & Pick<SpoolReaderParts, "log" | "clock" | "onDropped">
  & Pick<TakeSpooledParts, "ingestor" | "large">;

/** Takes what waits in the spool, and all that comes. Returns how to end it. */
export function readSpool(
  { folder, watch, readStarts }: SpoolSource,
  { ingestor, large, ...parts }: ReadSpoolParts,
): () => Promise<void> {
  const take = takeSpooled({ ingestor, large, readStarts });
  const reader = new SpoolReader({ ...parts, folder, take });
  const endWatch = watch(() => reader.wake());
  reader.wake(0);
  return async () => {
    endWatch();
    await reader.close();
  };
}
