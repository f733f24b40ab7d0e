/**
 * Second sources of what a session does, where hooks and telemetry are silent: what Claude Code
 * writes down itself (the file of a running process, the transcript) and the process itself. What
 * they show beyond the events becomes events of the monitor's own.
 */
import type { Clock } from "../clock.ts";
import type { EventDraft } from "../events/event.ts";
import type { ReadProcessStarts } from "../ports/process_start.ts";
import { MAIN, type MonitorState, type SessionState } from "../state/state.ts";
import { FileFinder } from "./file_finder.ts";
import { assessFile, assessTurn, type Seen } from "./assess.ts";
import type { OwnFiles } from "./own_files.ts";
import { ProcessWatch } from "./process_watch.ts";
import type { SeenProcesses } from "./seen_processes.ts";
import { readTurnEnd, type TurnEnd } from "./transcript_end.ts";

/** What a watch is made from. */
export interface SessionWatchParts {
  readonly state: () => Promise<MonitorState>;
  readonly files: Pick<OwnFiles, "readEnd" | "names">;
  readonly starts: ReadProcessStarts;
  readonly seen: SeenProcesses;
  /** Stores an event of the monitor's own. */
  readonly tell: (event: EventDraft) => Promise<unknown>;
  readonly clock: Pick<Clock, "now" | "every">;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

const TICK = 500;
/** So many ticks lie between two looks at a session that rests; a long one that rests long. */
const RESTING = 4;
const RESTING_LONG = 60;
const LONG = 3_600_000;
/** Milliseconds after which a session that was not heard of is watched no more. */
const FORGOTTEN = 12 * 3_600_000;
/** Of a transcript, so many bytes at its end. */
const MAX_TRANSCRIPT = 64 * 1024;
/** Milliseconds of silence from which a transcript is looked at, and between two looks. */
const TRANSCRIPT_AFTER = 2_000;

/**
 * Looks at what Claude Code writes down of the sessions that are at work, and tells what their
 * events do not say. Does nothing where no session is open.
 */
export class SessionWatch {
  readonly #parts: SessionWatchParts;
  readonly #finder: FileFinder;
  readonly #processes: ProcessWatch;
  readonly #end: () => void;
  #tick = 0;
  #isLooking = false;
  #closed = false;
  /** What the last look failed by; `null` when it did not. */
  #failure: string | null = null;

  /** Begins to watch. */
  constructor(parts: SessionWatchParts) {
    this.#parts = parts;
    this.#finder = new FileFinder(parts.files, parts.clock.now);
    this.#processes = new ProcessWatch(parts.starts, parts.clock.now, parts.seen);
    this.#end = parts.clock.every(TICK, () => void this.look());
  }

  /** Watches no more. */
  close(): void {
    this.#closed = true;
    this.#end();
  }

  /** Looks once; a look that takes long is not begun again. */
  async look(): Promise<void> {
    if (this.#isLooking || this.#closed) return;
    this.#isLooking = true;
    try {
      const { sessions } = await this.#parts.state();
      const now = this.#parts.clock.now();
      const due = [...sessions.values()].filter((session) => isDue(session, this.#tick, now));
      for (const session of due) await this.#lookAt(session);
      for (const session of await this.#processes.gone(due)) await this.#tellEnd(session);
      this.#failure = null;
    } catch (error) {
      this.#fail(String(error));
    } finally {
      this.#tick++;
      this.#isLooking = false;
    }
  }

  /** What goes on failing is logged once. */
  #fail(failure: string): void {
    if (failure === this.#failure) return;
    this.#failure = failure;
    this.#parts.log(`Cannot look at what Claude Code writes down: ${failure}`);
  }

  async #lookAt(session: SessionState): Promise<void> {
    const file = await this.#finder.find(session);
    const now = this.#parts.clock.now();
    if (file !== null) this.#processes.know(session.id, file.pid);
    if (file === null || file.status === null) return await this.#lookAtTranscript(session, now);
    const seen = assessFile(session, file, now);
    if (seen === null) return;
    if (seen !== "turn is over") return await this.#tell(session, seen);
    const since = Math.max(file.since, session.agents.get(MAIN)?.last ?? 0);
    const { end } = await this.#turnEnd(session);
    const judged = assessTurn(session, end, { since, now });
    if (judged !== null) await this.#tell(session, judged);
  }

  /** Of releases that keep no such file, the transcript tells an Escape that came after a word. */
  async #lookAtTranscript(session: SessionState, now: number): Promise<void> {
    const main = session.agents.get(MAIN);
    if (main?.phase !== "working" || now - main.last < TRANSCRIPT_AFTER) return;
    if (this.#tick % RESTING !== 0) return;
    const { end, changed } = await this.#turnEnd(session);
    if (end !== "interrupted" || changed < main.last) return;
    const judged = assessTurn(session, end, { since: changed, now });
    if (judged !== null) await this.#tell(session, judged);
  }

  async #turnEnd({ transcript }: SessionState): Promise<{ end: TurnEnd; changed: number }> {
    if (transcript === null) return { end: "open", changed: 0 };
    const read = await this.#parts.files.readEnd(transcript, MAX_TRANSCRIPT);
    if (read === null) return { end: "open", changed: 0 };
    return { end: readTurnEnd(read.text), changed: Math.floor(read.changed) };
  }

  async #tellEnd(session: SessionState): Promise<void> {
    await this.#tell(session, {
      type: "session.end",
      at: this.#parts.clock.now(),
      summary: "Session ended: its process is gone",
      data: { reason: "process_gone" },
    });
  }

  async #tell(
    { id, cwd }: SessionState,
    { type, at, summary, data }: Omit<Seen, "type"> & { readonly type: string },
  ): Promise<void> {
    await this.#parts.tell({
      ts: at,
      received: this.#parts.clock.now(),
      source: "monitor",
      category: "session",
      type,
      session: id,
      ...(cwd === null ? {} : { project: cwd }),
      summary,
      data,
    });
  }
}

/** Whether a session is to be looked at in this tick: often while something of it is open. */
function isDue({ agents, last }: SessionState, tick: number, now: number): boolean {
  const main = agents.get(MAIN);
  if (main === undefined || main.phase === "done" || now - last > FORGOTTEN) return false;
  const isOpen = [...agents.values()].some(({ phase, waits }) =>
    phase === "working" || waits.length > 0
  );
  return isOpen || tick % (now - last > LONG ? RESTING_LONG : RESTING) === 0;
}
