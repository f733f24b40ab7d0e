import { assertEquals } from "@std/assert";
import { endProcess } from "./end_process.ts";

/** A process that ends on some signals, and what was sent to it. */
class FakeProcess {
  readonly signals: Deno.Signal[] = [];
  #start: string | null;
  #time = 0;

  constructor(start: string, readonly endsOn: readonly Deno.Signal[], readonly next?: string) {
    this.#start = start;
  }

  readonly options = {
    readStarts: () => Promise.resolve(new Map(this.#start === null ? [] : [[7, this.#start]])),
    kill: (_pid: number, signal: Deno.Signal) => {
      this.signals.push(signal);
      if (this.endsOn.includes(signal)) this.#start = this.next ?? null;
    },
    sleep: (ms: number) => {
      this.#time += ms;
      return Promise.resolve();
    },
    now: () => this.#time,
  };
}

Deno.test("endProcess() asks first and kills only who does not react", async () => {
  const polite = new FakeProcess("boot:a:1", ["SIGTERM"]);
  assertEquals(await endProcess({ pid: 7, start: "boot:a:1" }, polite.options), true);
  assertEquals(polite.signals, ["SIGTERM"]);

  const deaf = new FakeProcess("boot:a:1", ["SIGKILL"]);
  assertEquals(await endProcess({ pid: 7, start: "boot:a:1" }, deaf.options), true);
  assertEquals(deaf.signals, ["SIGTERM", "SIGKILL"]);
});

Deno.test("endProcess() sends nothing to a reused PID", async () => {
  const other = new FakeProcess("boot:a:2", []);
  assertEquals(await endProcess({ pid: 7, start: "boot:a:1" }, other.options), true);
  assertEquals(other.signals, []);
});

Deno.test("endProcess() sends no second signal when the PID was reused after the first", async () => {
  const replaced = new FakeProcess("boot:a:1", ["SIGTERM"], "boot:a:9");
  assertEquals(await endProcess({ pid: 7, start: "boot:a:1" }, replaced.options), true);
  assertEquals(replaced.signals, ["SIGTERM"]);
});

Deno.test("endProcess() leaves a process alone whose start time is unknown", async () => {
  const unknown = new FakeProcess("boot:a:1", ["SIGTERM"]);
  assertEquals(await endProcess({ pid: 7, start: null }, unknown.options), false);
  assertEquals(unknown.signals, []);
});

Deno.test("endProcess() says when a process cannot be ended", async () => {
  const stuck = new FakeProcess("boot:a:1", []);
  assertEquals(await endProcess({ pid: 7, start: "boot:a:1" }, stuck.options), false);
  assertEquals(stuck.signals, ["SIGTERM", "SIGKILL"]);
});

Deno.test("endProcess() sends nothing when the system does not tell whose PID it is", async () => {
  const silent = new FakeProcess("boot:a:1", ["SIGTERM"]);
  const options = { ...silent.options, readStarts: () => Promise.resolve(null) };
  assertEquals(await endProcess({ pid: 7, start: "boot:a:1" }, options), false);
  assertEquals(silent.signals, []);
});

Deno.test("endProcess() sends nothing to who is not in the way, or cannot be proved to be", async () => {
  for (const [inTheWay, outcome] of [[false, true], [null, false]] as const) {
    const innocent = new FakeProcess("boot:a:1", ["SIGTERM"]);
    const options = { ...innocent.options, isInTheWay: () => Promise.resolve(inTheWay) };
    assertEquals(await endProcess({ pid: 7, start: "boot:a:1" }, options), outcome);
    assertEquals(innocent.signals, []);
  }
});
