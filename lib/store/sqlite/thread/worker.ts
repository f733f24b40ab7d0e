/**
 * The thread that a connection to the store lives in. A compiled binary must be given this
 * file, since nothing imports it: `--include lib/store/sqlite/thread/worker.ts`.
 */
import { StoreKeeper } from "../file/keeper.ts";
import { StoreReader } from "../read/reader.ts";
import { exchangeForCopy } from "../redaction/exchange.ts";
import { RedactedCopy } from "../redaction/redacted_copy.ts";
import { distrustRules } from "../redaction/rules_mark.ts";
import type { WorkerAnswer, WorkerCalls, WorkerRequest } from "./worker_protocol.ts";
import { machineMoment } from "../write/store_clock.ts";
import { StoreWriter } from "../write/writer.ts";

/** A start waits so long for what is saved from a damaged store, in ms; the rest comes later. */
const SALVAGE_AT_START_MS = 700;

let writer: StoreWriter | undefined;
let reader: StoreReader | undefined;
let keeper: StoreKeeper | undefined;
let copy: RedactedCopy | undefined;

/** How long the call at work had to wait for this thread, in ms. */
let waited = 0;

const calls: WorkerCalls = {
  openWriter(path, successor) {
    writer = new StoreWriter(path, machineMoment, successor);
    const { id, last, setAside, isChecked } = writer;
    return { id, last, setAside, isChecked, salvage: writer.salvage(SALVAGE_AT_START_MS) };
  },
  openReader(path) {
    reader?.close();
    reader = new StoreReader(path);
    return reader.facts();
  },
  openKeeper(path) {
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
  distrustRules,
  openCopy(path) {
    copy = new RedactedCopy(path);
  },
  copy: (ms) => opened(copy).step(ms),
  exchange(path) {
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

function answer(request: WorkerRequest): WorkerAnswer {
  waited = Math.max(Date.now() - request.asked, 0);
  try {
    const call: (...args: never[]) => unknown = calls[request.call];
    return { value: call(...request.arguments as never[]) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name, message } };
  }
}

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  self.postMessage(answer(data));
  // Nobody waits for it any more.
  writer?.settle();
};
