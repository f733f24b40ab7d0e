import { setImmediate } from "node:timers";
import type { CanonicalEvent } from "../../events/event.ts";
import { CLOCK } from "../../clock.ts";
import { UserError } from "../../user_error.ts";
import type {
  AggregateRequest,
  CommitListener,
  Page,
  PageRequest,
  Store,
  StoreStats,
  TextPage,
} from "../store.ts";
import type { Aggregate } from "../../events/aggregate.ts";
import type { Appended, NewEvent } from "../../events/new_event.ts";
import { type TroubleListener, Troubles } from "../troubles.ts";
import { BackgroundCheck } from "./watch/background_check.ts";
import { Checkpoints } from "./file/checkpoints.ts";
import { DamageWatch } from "./watch/damage_watch.ts";
import { bytesOnDisk } from "./file/files.ts";
import { FilesWatch } from "./files_watch.ts";
import { Maintenance } from "./file/maintenance.ts";
import { reopenedText } from "./file/trouble_texts.ts";
import type { Retention } from "./file/retention.ts";
import { parsePage } from "./read/parse_page.ts";
import { textBytes } from "./rows/packed_rows.ts";
import { Redaction } from "./redaction/redaction.ts";
import type { SalvageProgress } from "./salvage/salvage.ts";
import { salvageText } from "./salvage/salvage_text.ts";
import { KeeperClient } from "./thread/keeper_client.ts";
import type { WorkerClient } from "./thread/worker_client.ts";
import type { OpenedWriter } from "./thread/worker_protocol.ts";
import { Reopening } from "./write/reopening.ts";
import { CommitQueue } from "./write/commit_queue.ts";

/** What an open store is made from. */
export interface Opened extends Pick<OpenedWriter, "id" | "last" | "isChecked" | "salvage"> {
  readonly notice: (line: string) => void;
  readonly retention: Retention;
  readonly redacts: boolean;
  readonly path: string;
  readonly writer: WorkerClient;
  readonly reader: WorkerClient;
  readonly events: number;
}

/** How often housekeeping is looked after when nothing is stored. */
const HOUSEWORK_MS = 60_000;

/** The thread for housework begins so long after the others, in ms. */
const KEEPER_MS = 500;

/** About so many pages are written: by a commit for itself, for a page of text, by housework. */
const PAGES_A_COMMIT = 10;
const PAGES_A_TEXT = 2;
const PAGES_A_STEP = 50;

const PAGE_BYTES = 4096;

/** An open store. It ends its threads when it is closed. */
export class SqliteStore implements Store {
  readonly id: string;
  readonly #path: string;
  readonly #writer: WorkerClient;
  readonly #reader: WorkerClient;
  readonly #reopening: Reopening;
  readonly redact: NonNullable<Store["redact"]> = (ms, then) => this.#redaction.step(ms, then);
  readonly #redaction: Redaction;
  readonly #redacts: boolean;
  readonly #watch: FilesWatch;
  #keeper: KeeperClient;
  readonly #cancelKeeper: () => void;
  readonly #notice: (line: string) => void;
  readonly #maintenance: Maintenance;
  readonly #checkpoints: Checkpoints;
  readonly #check: BackgroundCheck | undefined;
  readonly #endHousework: () => void;
  readonly #queue: CommitQueue;
  readonly #troubles = new Troubles();
  readonly #damage: DamageWatch;
  readonly #listeners = new Set<CommitListener>();
  #last: number;
  #events: number;
  #closing: Promise<void> | undefined;

  constructor(
    { path, writer, reader, notice, retention, redacts, id, last, events, isChecked, salvage }:
      Opened,
  ) {
    this.id = id;
    this.#path = path;
    this.#writer = writer;
    this.#reader = reader;
    this.#keeper = new KeeperClient(path);
    // A start does not wait for it.
    this.#cancelKeeper = CLOCK.later(KEEPER_MS, () => {
      this.#keeper.open().catch((error) => notice(`Housekeeping cannot begin: ${error}`));
    });
    this.#notice = notice;
    this.#redacts = redacts;
    this.#damage = new DamageWatch({ path, notice, troubles: this.#troubles, writer, reader });
    this.#last = last;
    this.#events = events;
    this.#queue = new CommitQueue({
      commit: async (rows) => {
        this.#checkpoints.wrote(PAGES_A_COMMIT + PAGES_A_TEXT * textBytes(rows) / PAGE_BYTES);
        const outcome = await this.#reopening.commit(rows);
        for (const [, words] of outcome.errors) void this.#damage.look(words);
        // A checkpoint must know of it, whether it began before the commit or during it.
        this.#checkpoints.wrote(0);
        return outcome;
      },
      committed: (stored) => this.#committed(stored),
      soon: (run) => void setImmediate(run),
    });
    this.#reopening = new Reopening({
      append: (rows) => writer.call("append", rows),
      reopen: (what) => this.#reopen(what),
    });
    const clock = CLOCK;
    this.#redaction = new Redaction({ path, clock, exchange: () => this.#exchange() });
    const checkFiles = () => this.#checkFiles();
    this.#watch = new FilesWatch({ path, clock, troubles: this.#troubles, checkFiles });
    this.#tellOfSalvage(salvage);
    this.#maintenance = new Maintenance({
      salvage: async () => {
        if (salvage === null || salvage.missing !== undefined) return false;
        const before = salvage.saved;
        salvage = await this.#housework(writer.call("salvage"));
        this.#events += (salvage?.saved ?? before) - before;
        this.#tellOfSalvage(salvage);
        return salvage?.missing === undefined;
      },
      recall: () => writer.call("recall"),
      index: () => this.#housework(writer.call("index")),
      retain: (what) => this.#housework(writer.call("retain", what)),
      retention,
      isBusy: () => this.#queue.isBusy,
      deleted: (count) => void (this.#events -= count),
      failed: (error) => notice(`Housekeeping of the event store failed: ${error}`),
      clock: CLOCK,
    });
    this.#checkpoints = new Checkpoints({
      checkpoint: () => this.#keeper.checkpoint(),
      empty: () => this.#queue.hold(() => writer.call("emptyLog")),
      failed: (error) => notice(`A checkpoint of the event store failed: ${error}`),
      clock: CLOCK,
    });
    if (!isChecked) {
      this.#check = new BackgroundCheck({
        check: () => this.#keeper.check(),
        failed: (error) => this.#damage.checkFailed(error),
        clock: CLOCK,
      });
    }
    this.#maintenance.work();
    this.#endHousework = CLOCK.every(HOUSEWORK_MS, () => this.#maintenance.work());
  }

  get last(): number {
    return this.#last;
  }

  append(events: readonly NewEvent[]): Promise<readonly Appended[]> {
    if (this.#closing !== undefined) return Promise.reject(closedError());
    return this.#queue.append(events);
  }

  async placeSession(session: string, project: string): Promise<void> {
    if (this.#closing !== undefined) throw closedError();
    await this.#housework(this.#writer.call("placeSession", session, project));
  }

  async page(request: PageRequest): Promise<Page> {
    return parsePage(await this.pageText(request));
  }

  pageText(request: PageRequest): Promise<TextPage> {
    return this.#reader.call("page", this.#bounded(request));
  }

  aggregate(request: AggregateRequest): Promise<Aggregate> {
    return this.#reader.call("aggregate", this.#bounded(request));
  }

  /** The reader sees a commit before its listeners do: such events wait for the next page. */
  #bounded<Request extends { readonly upTo?: number }>(request: Request): Request {
    return { ...request, upTo: Math.min(request.upTo ?? Infinity, this.#last) };
  }

  async stats(): Promise<StoreStats> {
    return { events: this.#events, last: this.#last, bytes: await bytesOnDisk(this.#path) };
  }

  onCommit(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onTrouble(listener: TroubleListener): () => void {
    return this.#troubles.listen(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#endHousework();
    this.#cancelKeeper();
    await this.#watch.end();
    await this.#redaction.close();
    await this.#queue.drain();
    await this.#maintenance.end();
    await this.#checkpoints.end();
    await this.#check?.end();
    try {
      await this.#keeper.close();
      await this.#reader.call("close");
      await this.#writer.call("close");
    } finally {
      this.#keeper.end();
      this.#reader.end();
      this.#writer.end();
    }
  }

  async #checkFiles(): Promise<void> {
    const { generation, isBroken } = this.#reopening;
    const files = isBroken ? "gone" : await this.#writer.call("checkFiles");
    if (files !== "same") await this.#queue.hold(() => this.#reopening.reopen(files, generation));
  }

  /** Has the redacted copy take the store's place; commits wait meanwhile. */
  async #exchange(): Promise<void> {
    await this.#queue.hold(() =>
      this.#keeper.without(async () => {
        await this.#writer.call("exchange", this.#path);
        await this.#reader.call("openReader", this.#path);
        if (!this.#redacts) await this.#writer.call("distrustRules", this.#path);
      })
    );
    this.#maintenance.work();
  }

  async #reopen(what: "log" | "gone"): Promise<void> {
    const [writer, reader] = [this.#writer, this.#reader];
    await this.#keeper.close().catch(() => {});
    await reader.call("close");
    await writer.call("leaveFiles", what);
    const before = this.#events;
    await writer.call("openWriter", this.#path, { id: this.id, last: this.#last });
    const { events } = await reader.call("openReader", this.#path);
    // What the log held is reported as usual.
    if (what === "gone") this.#events = events;
    this.#keeper = new KeeperClient(this.#path);
    const text = reopenedText(what, before - this.#events);
    this.#damage.reset();
    this.#notice(text);
    this.#troubles.report("file", text);
  }

  #tellOfSalvage(progress: SalvageProgress | null): void {
    if (progress === null) return;
    const text = salvageText(progress);
    const isDone = progress.missing !== undefined;
    this.#troubles.report("salvage", isDone ? null : text);
    if (!isDone) return;
    this.#troubles.report("damage", text);
    this.#notice(text);
  }

  async #housework<T>(step: Promise<T>): Promise<T> {
    const outcome = await step;
    this.#checkpoints.wrote(PAGES_A_STEP);
    return outcome;
  }

  #committed(stored: readonly CanonicalEvent[]): void {
    const newest = stored.at(-1);
    if (newest === undefined) return;
    this.#last = newest.id;
    this.#events += stored.length;
    this.#maintenance.committed(stored.length);
    for (const listener of this.#listeners) {
      try {
        listener(stored);
      } catch (error) {
        this.#notice(`A listener to the event store failed: ${error}`);
      }
    }
  }
}

function closedError(): Error {
  return new UserError("The event store is closed", { code: "failed" });
}
