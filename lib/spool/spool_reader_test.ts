import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { SpoolFolder } from "./spool_folder.ts";
import { type SpooledInput, SpoolReader } from "./spool_reader.ts";
import { readFileName, type WaitingFile } from "./waiting_file.ts";

const NOW = 1_000_000;

/** A spool in memory, read by a reader whose timers run when the test says so. */
class Bench implements SpoolFolder {
  readonly files = new Map<string, { text: string; time: number }>();
  readonly foreign: string[] = [];
  readonly taken: SpooledInput[][] = [];
  readonly logged: string[] = [];
  readonly dropped: number[] = [];
  droppedSoFar = 0;
  failures = 0;
  now = NOW;
  #timers: { ms: number; run: () => void }[] = [];
  readonly reader = new SpoolReader({
    folder: this,
    take: (inputs) => {
      if (this.failures-- > 0) return Promise.reject(new Error("disk full"));
      this.taken.push([...inputs]);
      return Promise.resolve();
    },
    onDropped: (count) => void this.dropped.push(count),
    log: (line) => void this.logged.push(line),
    clock: {
      now: () => this.now,
      later: (ms, run) => {
        const timer = { ms, run };
        this.#timers.push(timer);
        return () => void (this.#timers = this.#timers.filter((each) => each !== timer));
      },
    },
  });

  put(name: string, text: string, time = NOW - 100): void {
    this.files.set(name, { text, time });
  }

  list() {
    const files = Array.from(this.files, ([name, { text, time }]): WaitingFile => {
      const pids = readFileName(name);
      assert(pids !== null);
      return { name, time, written: time, size: text.length, ...pids };
    });
    return Promise.resolve({ files, foreign: this.foreign });
  }

  read({ name }: WaitingFile) {
    return Promise.resolve(this.files.get(name)?.text ?? null);
  }

  remove({ name }: WaitingFile) {
    this.files.delete(name);
    return Promise.resolve();
  }

  takeDropped() {
    const count = this.droppedSoFar;
    this.droppedSoFar = 0;
    return Promise.resolve(count);
  }

  /** Runs the next timer, and tells how long it was to wait; `null` when nothing waits. */
  async turn(): Promise<number | null> {
    const timer = this.#timers.shift();
    timer?.run();
    for (let round = 0; round < 5_000; round++) await Promise.resolve();
    return timer?.ms ?? null;
  }

  get names(): string {
    return this.taken.flat().map(({ body }) => body["n"]).join(" ");
  }
}

Deno.test("SpoolReader takes what waits in order, and removes what is stored", async () => {
  const bench = new Bench();
  bench.put("7.30", '{"n":3}\n', NOW - 50);
  bench.put("7.10", '{"n":1}\n', NOW - 90);
  bench.put("8.20", '{"n":2}\n', NOW - 70);
  bench.reader.wake();
  await bench.turn();
  assertEquals([bench.names, bench.files.size], ["1 2 3", 0]);
  const [first] = bench.taken.flat();
  assertEquals([first?.time, first?.claudePid, first?.key], [
    NOW - 90,
    7,
    `spool 7.10 ${NOW - 90}`,
  ]);
  assertEquals(await bench.turn(), null, "nothing is waited for");
});

Deno.test("SpoolReader names an input the same, whatever is in the spool beside it", async () => {
  const bench = new Bench();
  bench.put("7.12", '{"n":2}', NOW - 90);
  bench.put("7.11", '{"n":1}', NOW - 88);
  bench.reader.wake();
  await bench.turn();
  const keys = bench.taken.flat().map(({ key, time }) => `${key} at ${time}`);
  assertEquals(keys, [
    `spool 7.11 ${NOW - 88} at ${NOW - 90}`,
    `spool 7.12 ${NOW - 90} at ${NOW - 88}`,
  ]);
});

Deno.test("SpoolReader keeps what cannot be stored, and tries again", async () => {
  const bench = new Bench();
  bench.failures = 1;
  bench.put("7.10", '{"n":1}');
  bench.reader.wake();
  await bench.turn();
  assertEquals([bench.taken.length, bench.files.size], [0, 1]);
  assertStringIncludes(bench.logged[0] ?? "", "disk full");
  assertEquals(await bench.turn(), 1_000);
  assertEquals([bench.names, bench.files.size], ["1", 0]);
});

Deno.test("SpoolReader waits for an input that is being written, and holds what follows it", async () => {
  const bench = new Bench();
  bench.put("7.10", '{"n":1,"te', NOW - 30);
  bench.put("7.11", '{"n":2}', NOW - 20);
  bench.put("8.12", '{"n":3}', NOW - 10);
  bench.reader.wake();
  await bench.turn();
  assertEquals(bench.names, "3", "another session does not wait");
  bench.put("7.10", '{"n":1,"text":""}', NOW - 30);
  assertEquals(await bench.turn(), 50);
  assertEquals(bench.names, "3 1 2");
});

Deno.test("SpoolReader drops what was never written to its end, and says so", async () => {
  const bench = new Bench();
  bench.put("7.10", '{"n":1', NOW - 20_000);
  bench.put("7.11", "", NOW - 20_000);
  bench.put("7.12", '{"n":2}', NOW - 10);
  bench.reader.wake();
  await bench.turn();
  assertEquals([bench.names, bench.files.size, bench.logged.length], ["2", 0, 2]);
});

Deno.test("SpoolReader takes thousands in commits of a bounded size", async () => {
  const bench = new Bench();
  for (let n = 0; n < 1_000; n++) bench.put(`7.${1_000 + n}`, `{"n":${n}}`, NOW - 5_000 + n);
  bench.reader.wake();
  await bench.turn();
  assertEquals(bench.taken.map(({ length }) => length), [200, 200, 200, 200, 200]);
  assertEquals(bench.names, Array.from({ length: 1_000 }, (_, n) => n).join(" "));
});

Deno.test("SpoolReader tells of what was dropped, and once of what is not a hook's", async () => {
  const bench = new Bench();
  bench.droppedSoFar = 12;
  bench.foreign.push("notes.txt");
  for (let turn = 0; turn < 2; turn++) {
    bench.reader.wake();
    await bench.turn();
  }
  assertEquals(bench.dropped, [12]);
  assertEquals(bench.logged.filter((line) => line.includes("notes.txt")).length, 1);
});

Deno.test("SpoolReader takes nothing more once it is closed", async () => {
  const bench = new Bench();
  bench.reader.wake();
  await bench.reader.close();
  bench.put("7.10", '{"n":1}');
  bench.reader.wake();
  assertEquals([await bench.turn(), bench.taken.length], [null, 0]);
});

Deno.test("SpoolReader lets no clock of a file run ahead of its own", async () => {
  const bench = new Bench();
  bench.put("7.10", '{"n":1}', NOW + 60_000);
  bench.reader.wake();
  await bench.turn();
  assertEquals(bench.taken.flat()[0]?.time, NOW);
});
