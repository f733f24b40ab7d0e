import type { PageRequest } from "../store.ts";
import type { TextPage } from "./reader.ts";
import type { Row } from "./row.ts";
import type { GroupOutcome } from "./writer.ts";

/** What a store worker can be asked, and what each answer is. */
export interface WorkerCalls {
  /** Makes this worker the store's writer. */
  openWriter: (path: string) => { id: string; last: number; setAside: string | undefined };
  /** Makes this worker a reader of the store. */
  openReader: (path: string) => void;
  append: (groups: readonly (readonly Row[])[]) => readonly GroupOutcome[];
  count: () => number;
  page: (request: PageRequest) => TextPage;
  close: () => void;
}

/** A call on its way to a worker; answers come in the same order. */
export type WorkerRequest = {
  [Name in keyof WorkerCalls]: {
    readonly call: Name;
    readonly arguments: Parameters<WorkerCalls[Name]>;
  };
}[keyof WorkerCalls];

/** The answer to the oldest unanswered call. */
export type WorkerAnswer =
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string } };
