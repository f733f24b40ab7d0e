/**
 * The thread that a connection to the store lives in. A compiled binary must be given this
 * file, since nothing imports it: `--include lib/store/sqlite/thread/worker.ts`.
 */
import type { StoreKeeper } from "../file/keeper.ts";
import type { StoreReader } from "../read/reader.ts";
import type { RedactedCopy } from "../redaction/redacted_copy.ts";
import type { WorkerAnswer, WorkerCalls, WorkerRequest } from "./worker_protocol.ts";
import { machineMoment } from "../write/store_clock.ts";
import type { StoreWriter } from "../write/writer.ts";

/** What this thread does: what a call loads is answered when it has been loaded. */
type Calls = {
  [Name in keyof WorkerCalls]: (
    ...args: Parameters<WorkerCalls[Name]>
  ) => ReturnType<WorkerCalls[Name]> | Promise<ReturnType<WorkerCalls[Name]>>;
};

/** A start waits so long for what is saved from a damaged store, in ms; the rest comes later. */
const SALVAGE_AT_START_MS = 700;

let writer: StoreWriter | undefined;
let reader: StoreReader | undefined;
let keeper: StoreKeeper | undefined;
let copy: RedactedCopy | undefined;

/** How long the call at work had to wait for this thread, in ms. */
let waited = 0;

// Each role loads its own modules: a thread has one role, and a start waits for what it loads.
const calls: Calls = {
  async openWriter(path, successor) {
    const { StoreWriter } = await import("../write/writer.ts");
    writer = new StoreWriter(path, machineMoment, successor);
    const { id, last, setAside, isChecked } = writer;
    return { id, last, setAside, isChecked, salvage: writer.salvage(SALVAGE_AT_START_MS) };
  },
  async openReader(path) {
    const { StoreReader } = await import("../read/reader.ts");
    reader?.close();
    reader = new StoreReader(path);
    return reader.facts();
  },
  async openKeeper(path) {
    const { StoreKeeper } = await import("../file/keeper.ts");
    keeper = new StoreKeeper(path);
  },
  check: () => opened(keeper).check(),
  checkpoint: () => opened(keeper).checkpoint(),
  leaveFiles(what) {
    if (what === "log") writer?.close();
    else writer?.abandon();
    writer = undefined;
  },
  checkFiles: () => opened(writer).checkFiles(),
  emptyLog: () => opened(writer).emptyLog(),
  append: (rows) => opened(writer).append(rows),
  placeSession: (session, project) => opened(writer).placeSession(session, project),
  salvage: () => opened(writer).salvage(),
  recall: () => opened(writer).recall(),
  index: () => opened(writer).index(),
  retain: (retention) => opened(writer).retain(retention),
  facts: () => opened(reader).facts(),
  page: (request) => opened(reader).page(request, waited),
  aggregate: (request) => opened(reader).aggregate(request, waited),
  async distrustRules(path) {
    const { distrustRules } = await import("../redaction/rules_mark.ts");
    distrustRules(path);
  },
  async openCopy(path) {
    const { RedactedCopy } = await import("../redaction/redacted_copy.ts");
    copy = new RedactedCopy(path);
  },
  copy: (ms) => opened(copy).step(ms),
  async exchange(path) {
    const { StoreWriter } = await import("../write/writer.ts");
    const { exchangeForCopy } = await import("../redaction/exchange.ts");
    const lock = opened(writer).closeFiles();
    writer = undefined;
    try {
      exchangeForCopy(path);
    } finally {
      writer = new StoreWriter(path, machineMoment, undefined, lock);
    }
  },
  close() {
    for (const connection of [writer, reader, keeper, copy]) connection?.close();
    writer =
      reader =
      keeper =
      copy =
        undefined;
  },
};

function opened<T>(connection: T | undefined): T {
  if (connection === undefined) throw new Error("The store is closed");
  return connection;
}

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  waited = Math.max(Date.now() - request.asked, 0);
  try {
    const call: (...args: never[]) => unknown = calls[request.call];
    const value = call(...request.arguments as never[]);
    return { value: value instanceof Promise ? await value : value };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}

async function work(request: WorkerRequest): Promise<void> {
  self.postMessage(await answer(request));
  // Nobody waits for it any more.
  writer?.settle();
}

let working = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  working = working.then(() => work(data));
};
