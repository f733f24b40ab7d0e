import { assert, assertEquals } from "@std/assert";
import type { CanonicalEvent, EventDraft, Json } from "../events/event.ts";
import { EMPTY_STATE, type MonitorState, reduce, viewSessions } from "../state/mod.ts";
import { SessionWatch } from "./session_watch.ts";

const START = Date.UTC(2026, 10, 27, 20);
const TRANSCRIPT = "projects/shop/s.jsonl";

/** A machine on which Claude Code, process 42, works on session `s`; time passes by `wait`. */
class Machine {
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
  readonly watch: SessionWatch;

  constructor() {
    this.watch = new SessionWatch({
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

Deno.test("Escape while it thinks: Claude Code writes down that it is idle", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(10);
  assertEquals([machine.session.state, machine.types], ["working", []]);
  const escaped = machine.now;
  await machine.writes("idle").wait(2);
  assertEquals([machine.session.state, machine.types], ["interrupted", ["turn.interrupted"]]);
  assertEquals(machine.session.state_since, escaped);
  await machine.wait(60);
  assertEquals(machine.types, ["turn.interrupted"]);
});

Deno.test("Escape at a question ends the waiting, a yes answers it", async () => {
  const push = { tool_name: "Bash", tool_input: { command: "git push" } };
  const about = { tool: "Bash", correlation: "t1" };
  const asked = () =>
    new Machine().hook("prompt.submit").writes("busy").hook("tool.pre", push, about)
      .hook("permission.request", push, { tool: "Bash" });
  const refused = asked();
  await (await refused.wait(1)).writes("waiting", "permission prompt").wait(5);
  assertEquals([refused.session.state, refused.types], ["permission", []]);
  await refused.writes("idle").wait(2);
  assertEquals(refused.session.state, "interrupted");
  const allowed = asked();
  await (await allowed.wait(1)).writes("waiting", "permission prompt").wait(5);
  await allowed.writes("busy").wait(2);
  assertEquals([allowed.session.state, allowed.types], ["working", ["claude.status"]]);
  assertEquals(allowed.session.agents[0]?.tool?.name, "Bash");
});

Deno.test("a question that no hook tells of is seen", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(2);
  await machine.writes("waiting", "permission prompt").wait(2);
  assertEquals(machine.session.state, "permission");
  assertEquals(machine.session.waiting?.question, "Asks for permission");
  await machine.writes("busy").wait(2);
  assertEquals(machine.session.state, "working");
  await machine.writes("waiting", "input needed").wait(2);
  assertEquals(machine.session.state, "input");
});

Deno.test("a question that follows another one, and that no hook tells of, takes its place", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy").hook("tool.pre");
  await machine.wait(2);
  await machine.writes("waiting", "dialog open").wait(3);
  assertEquals(machine.session.state, "input");
  await machine.writes("waiting", "permission prompt").wait(2);
  assertEquals(machine.session.state, "permission");
  await machine.wait(30);
  assertEquals(machine.types, ["claude.status", "claude.status", "claude.status"]);
  // What a hook reported is more than a word for it.
  const asked = new Machine().hook("prompt.submit").writes("busy");
  asked.hook("elicitation.request", { mcp_server_name: "bank", message: "PIN?" });
  await (await asked.wait(1)).writes("waiting", "permission prompt").wait(10);
  assertEquals([asked.session.state, asked.types], ["input", []]);
});

Deno.test("a menu that the person opens is no question", async () => {
  const machine = new Machine().hook("prompt.submit").hook("turn.stop").writes("idle");
  await machine.wait(5);
  await machine.writes("waiting", "dialog open").wait(60);
  assertEquals([machine.session.state, machine.types], ["idle", []]);
});

Deno.test("the end of a turn is reported by its hook, also where that is slow", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(5);
  machine.writes("idle").says({ type: "system", subtype: "turn_duration" });
  await machine.wait(3);
  assertEquals(machine.types, []);
  machine.hook("turn.stop");
  await machine.wait(60);
  assertEquals([machine.session.state, machine.types], ["idle", []]);
});

Deno.test("a turn whose end no hook reported is over", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(5);
  machine.writes("idle").says({ type: "system", subtype: "turn_duration" });
  await machine.wait(8);
  assertEquals([machine.session.state, machine.types], ["idle", ["claude.status"]]);
});

Deno.test("work that nobody gave a prompt for is seen, and is no turn that was interrupted", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(2);
  await machine.hook("turn.stop").writes("idle").wait(10);
  await machine.writes("busy").wait(4);
  assertEquals(machine.session.state, "working");
  await machine.writes("idle").wait(3);
  assertEquals([machine.session.state, machine.types], ["idle", [
    "claude.status",
    "claude.status",
  ]]);
});

Deno.test("the prompt's hook may be faster than what is written down", async () => {
  const machine = new Machine().hook("prompt.submit").hook("turn.stop").writes("idle");
  await machine.wait(30);
  await machine.hook("prompt.submit").wait(3);
  await machine.writes("busy").wait(30);
  assertEquals([machine.session.state, machine.types], ["working", []]);
});

Deno.test("a session that thinks for long is not lost while Claude Code says that it is busy", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(25 * 60);
  assertEquals(machine.session.state, "working");
  assertEquals(machine.types.length, 5);
});

Deno.test("of a release that keeps no such file, the transcript tells an Escape", async () => {
  const machine = new Machine().hook("prompt.submit").says({
    type: "user",
    message: { role: "user", content: "go" },
  });
  await machine.wait(10);
  assertEquals(machine.session.state, "working");
  const content = [{ type: "text", text: "[Request interrupted by user]" }];
  machine.says({ type: "user", message: { role: "user", content } });
  await machine.wait(4);
  assertEquals([machine.session.state, machine.types], ["interrupted", ["turn.interrupted"]]);
});

Deno.test("a session whose process is gone has ended", async () => {
  const machine = new Machine().hook("session.start", { claude_pid: 42 }).hook("prompt.submit");
  await machine.wait(10);
  machine.processes.delete(42);
  await machine.wait(4);
  assertEquals([machine.session.state, machine.types], ["done", ["session.end"]]);
});

Deno.test("a session that is killed while it rests, soon after its start, has ended", async () => {
  const machine = new Machine();
  machine.processes.set(43, "boot:a:8");
  // Another session rests already: its process was just looked for.
  machine.hook("session.start", { claude_pid: 43 }, { session: "t" });
  await machine.wait(2);
  machine.hook("session.start", { claude_pid: 42 });
  await machine.wait(4);
  machine.processes.delete(42);
  await machine.wait(5);
  const states = viewSessions(machine.state, machine.now).map(({ id, state }) => [id, state]);
  assertEquals(Object.fromEntries(states), { s: "done", t: "idle" });
});

Deno.test("a process that cannot be seen is not looked for again and again", async () => {
  const machine = new Machine();
  machine.processes.clear();
  machine.hook("session.start", { source: "startup", claude_pid: 42 });
  await machine.wait(60);
  assertEquals(machine.session.state, "idle");
  assert(machine.looks <= 31, `${machine.looks}`);
});

Deno.test("another process with the same number is another process", async () => {
  const machine = new Machine().hook("prompt.submit").writes("idle").hook("turn.stop");
  await machine.wait(30);
  machine.processes.set(42, "boot:a:99");
  await machine.wait(60);
  assertEquals(machine.session.state, "done");
});

Deno.test("a process that was never seen here is not gone: it may be in a container", async () => {
  const machine = new Machine().hook("session.start", {
    claude_pid: 42,
    claude_process_start: "boot:b:7",
  }).hook("prompt.submit", { claude_pid: 42 });
  await machine.wait(5);
  machine.processes.clear();
  await machine.wait(60);
  assertEquals([machine.session.state, machine.types], ["working", []]);
});

Deno.test("nothing is read where no session is open, and little where one rests", async () => {
  const ended = new Machine().hook("prompt.submit").writes("idle").hook("session.end");
  await ended.wait(60);
  assertEquals([ended.reads, ended.looks], [0, 0]);
  const resting = new Machine().hook("prompt.submit").writes("idle").hook("turn.stop");
  await resting.wait(60);
  assertEquals([resting.reads <= 70, resting.looks <= 31], [true, true]);
  const before = resting.looks;
  await resting.wait(60);
  assertEquals(resting.looks - before <= 7, true);
});

Deno.test("what goes on failing is logged once", async () => {
  const machine = new Machine().hook("prompt.submit").writes("busy");
  await machine.wait(5);
  assertEquals(machine.log, []);
  machine.works = false;
  await machine.wait(30);
  assertEquals(machine.log, ["Cannot look at what Claude Code writes down: Error: no more files"]);
  machine.works = true;
  await machine.writes("idle").wait(3);
  assertEquals(machine.session.state, "interrupted");
});
