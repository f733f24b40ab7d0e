import type { CanonicalEvent, EventDraft, Json } from "../events/event.ts";
import { EMPTY_STATE, type MonitorState, reduce, viewSessions } from "../state/mod.ts";
import type { SeenProcess } from "./seen_processes.ts";
import { SessionWatch } from "./session_watch.ts";

const START = Date.UTC(2026, 10, 27, 20);
const TRANSCRIPT = "projects/shop/s.jsonl";

/** A machine on which Claude Code, process 42, works on session `s`; time passes by `wait`. */
export class Machine {
  now = START;
  state: MonitorState = EMPTY_STATE;
  readonly files = new Map<string, { text: string; changed: number }>();
  readonly processes = new Map([[42, "boot:a:7"]]);
  /** Files read, and how often processes were asked for. */
  reads = 0;
  looks = 0;
  readonly reported: EventDraft[] = [];
  readonly log: string[] = [];
  /** Whether files can be read. */
  works = true;
  watch: SessionWatch;
  /** What outlives a server, as JSON. */
  kept = "[]";

  constructor() {
    this.watch = this.#begin();
  }

  /** Another server takes the place of the first one. */
  restart(): this {
    this.watch.close();
    this.watch = this.#begin();
    return this;
  }

  #begin(): SessionWatch {
    return new SessionWatch({
      state: () => Promise.resolve(this.state),
      files: {
        readEnd: (path) => {
          this.reads++;
          if (!this.works) return Promise.reject(new Error("no more files"));
          return Promise.resolve(this.files.get(path) ?? null);
        },
        names: () =>
          Promise.resolve(
            [...this.files.keys()].flatMap((path) => path.split("sessions/")[1] ?? []),
          ),
      },
      starts: (pids) => {
        this.looks++;
        const known = [...this.processes].filter(([pid]) => pids.includes(pid));
        return Promise.resolve(new Map(known));
      },
      tell: (draft) => {
        this.reported.push(draft);
        this.#add(draft);
        return Promise.resolve();
      },
      seen: {
        known: new Map(JSON.parse(this.kept) as [string, SeenProcess][]),
        keep: (seen) => void (this.kept = JSON.stringify([...seen])),
      },
      clock: { now: () => this.now, every: () => () => {} },
      log: (line) => void this.log.push(line),
    });
  }

  /** An event of Claude Code's hooks, now. */
  hook(type: string, data: Record<string, Json> = {}, given: Partial<EventDraft> = {}): this {
    const reported = { transcript_path: TRANSCRIPT, ...data };
    const times = { ts: this.now, received: this.now };
    const about = {
      source: "claude-code",
      category: "other",
      session: "s",
      summary: type,
    } as const;
    this.#add({ ...times, ...about, type, data: reported, ...given });
    return this;
  }

  /** Claude Code writes down what it does, now. */
  writes(status: string, waitingFor?: string): this {
    const file = { pid: 42, sessionId: "s", status, waitingFor, statusUpdatedAt: this.now };
    this.files.set("sessions/42.json", { text: JSON.stringify(file), changed: this.now });
    return this;
  }

  /** Claude Code adds to the transcript, now. */
  says(entry: Record<string, Json>): this {
    const text = `${this.files.get(TRANSCRIPT)?.text ?? ""}${JSON.stringify(entry)}\n`;
    this.files.set(TRANSCRIPT, { text, changed: this.now });
    return this;
  }

  /** Time passes, in seconds. */
  async wait(seconds: number): Promise<this> {
    for (const end = this.now + seconds * 1000; this.now < end;) {
      this.now += 500;
      await this.watch.look();
    }
    return this;
  }

  get session() {
    const [session] = viewSessions(this.state, this.now);
    if (session === undefined) throw new Error("There is no session");
    return session;
  }

  get types(): readonly string[] {
    return this.reported.map(({ type }) => type);
  }

  #add(draft: EventDraft): void {
    const event: CanonicalEvent = { ...draft, id: this.state.last + 1 };
    this.state = reduce(this.state, [event]);
  }
}
