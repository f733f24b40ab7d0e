import type { AggregateRequest, PageRequest, TextPage } from "../../store.ts";
import type { Aggregate } from "../../../events/aggregate.ts";
import type { Checkpoint } from "../file/keeper.ts";
import type { PackedRows } from "../rows/packed_rows.ts";
import type { ReaderFacts } from "../read/reader.ts";
import type { Retention, RetentionOutcome } from "../file/retention.ts";
import type { AppendOutcome } from "../write/writer.ts";

/** What a store worker can be asked, and what each answer is. */
export interface WorkerCalls {
  /** Makes this worker the store's writer. */
  openWriter: (
    path: string,
  ) => { id: string; last: number; setAside: string | undefined; isChecked: boolean };
  /** Makes this worker a reader of the store. */
  openReader: (path: string) => ReaderFacts;
  /** Makes this worker the one that does housework beside the writer. */
  openKeeper: (path: string) => void;
  checkpoint: () => Checkpoint;
  /** Answers whether there is more to check. */
  check: () => boolean;
  append: (rows: PackedRows) => AppendOutcome;
  placeSession: (session: string, project: string) => void;
  /** Answers whether there is more to recall. */
  recall: () => boolean;
  /** Answers how many events still wait for the index. */
  index: () => number;
  retain: (retention: Retention) => RetentionOutcome;
  facts: () => ReaderFacts;
  page: (request: PageRequest) => TextPage;
  aggregate: (request: AggregateRequest) => Aggregate;
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
