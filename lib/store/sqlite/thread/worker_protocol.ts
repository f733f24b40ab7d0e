import type { AggregateRequest, PageRequest, TextPage } from "../../store.ts";
import type { Aggregate } from "../../../events/aggregate.ts";
import type { Checkpoint } from "../file/keeper.ts";
import type { PackedRows } from "../rows/packed_rows.ts";
import type { ReaderFacts } from "../read/reader.ts";
import type { Retention, RetentionOutcome } from "../file/retention.ts";
import type { CopyProgress } from "../redaction/redacted_copy.ts";
import type { SalvageProgress } from "../salvage/salvage.ts";
import type { FilesState } from "../file/store_files.ts";
import type { AppendOutcome } from "../write/append_outcome.ts";
import type { Successor } from "../write/writer.ts";

/** What the writer tells when it has opened its store. */
export interface OpenedWriter {
  readonly id: string;
  readonly last: number;
  /** Where a damaged file is now. */
  readonly setAside: string | undefined;
  /** All of the store was looked at for damage. */
  readonly isChecked: boolean;
  /** What is being saved from a damaged file, of this start or of one before. */
  readonly salvage: SalvageProgress | null;
}

/** What a store worker can be asked, and what each answer is. */
export interface WorkerCalls {
  /** Makes this worker the store's writer. */
  openWriter: (path: string, successor?: Successor) => OpenedWriter;
  /** Leaves the writer's files, which are others than those at the path by now. */
  leaveFiles: (what: "log" | "gone") => void;
  checkFiles: () => FilesState;
  /** Answers whether the log of writes is empty now. */
  emptyLog: () => boolean;
  /** Makes this worker a reader of the store. */
  openReader: (path: string) => ReaderFacts;
  /** Makes this worker the one that does housework beside the writer. */
  openKeeper: (path: string) => void;
  checkpoint: () => Checkpoint;
  /** Answers whether there is more to check. */
  check: () => boolean;
  append: (rows: PackedRows) => AppendOutcome;
  placeSession: (session: string, project: string) => void;
  /** Saves some more from a damaged store. */
  salvage: () => SalvageProgress | null;
  /** Answers whether there is more to recall. */
  recall: () => boolean;
  /** Answers how many events still wait for the index. */
  index: () => number;
  retain: (retention: Retention) => RetentionOutcome;
  facts: () => ReaderFacts;
  page: (request: PageRequest) => TextPage;
  aggregate: (request: AggregateRequest) => Aggregate;
  /** From now on nobody knows by which rules all of the store was redacted. */
  distrustRules: (path: string) => void;
  /** Makes this worker the one that copies the store without its secrets. */
  openCopy: (path: string) => void;
  /** Copies for about so many ms. */
  copy: (ms: number) => CopyProgress;
  /** Puts the copy into the store's place, and goes on writing there. */
  exchange: (path: string) => void;
  close: () => void;
}

/** A call on its way to a worker; answers come in the same order. */
export type WorkerRequest = {
  [Name in keyof WorkerCalls]: {
    readonly call: Name;
    readonly arguments: Parameters<WorkerCalls[Name]>;
    /** When it was asked; ms since 1970, UTC. */
    readonly asked: number;
  };
}[keyof WorkerCalls];

/** The answer to the oldest unanswered call. */
export type WorkerAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string } };
