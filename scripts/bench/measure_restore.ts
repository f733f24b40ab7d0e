/**
 * How long a start takes until it knows what every session is doing, over a store of many events:
 * `deno run -A scripts/bench/measure_restore.ts [EVENTS]`. The events are hours of the demo.
 */
import { join } from "@std/path/join";
import { demoHour } from "../../lib/demo/hour.ts";
import { ingest } from "../../lib/ingest/ingest.ts";
import { Projection, type SnapshotFile } from "../../lib/server/projection.ts";
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";
import type { Store } from "../../lib/store/store.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";

const STOPPED = { elapsed: () => 0, later: () => () => {} };
const WANTED = Number(Deno.args[0] ?? 1_000_000);

const folder = await Deno.makeTempDir({ prefix: "measure-restore-" });
try {
  const store = await openSqliteStore({ path: join(folder, "events.db") });
  await fill(store, WANTED - 20_000);
  const early = await snapshotOf(store);
  await fill(store, WANTED);
  const fresh = await snapshotOf(store);
  write(`${store.last} events; the snapshot has ${(fresh.length / 1024 / 1024).toFixed(1)} MiB`);
  await measure("with a snapshot", store, fresh);
  await measure("with one that is 20,000 events old", store, early);
  await measure("without one", store, null);
  await measure("with a damaged one", store, fresh.slice(0, -100));
  await store.close();
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function fill(store: Store, upTo: number): Promise<void> {
  for (let hour = Math.ceil(store.last / 700); store.last < upTo; hour++) {
    const events: NewEvent[] = demoHour({ seed: hour, run: `h${hour}` })
      .flatMap(({ at, path, body }) =>
        ingest(path, JSON.stringify(body), { received: Date.now() - 3_600_000 + at }).events
      );
    await store.append(events);
  }
}

async function snapshotOf(store: Store): Promise<string> {
  let text = "";
  const snapshot: SnapshotFile = {
    read: () => Promise.resolve(null),
    write: (next) => Promise.resolve(void (text = next)),
  };
  // Read in full, whatever a start would read.
  const projection = new Projection({
    store,
    snapshot,
    log: () => {},
    remembered: Infinity,
    clock: STOPPED,
  });
  await projection.state();
  const begin = performance.now();
  await projection.save();
  write(`  writing a snapshot down took ${(performance.now() - begin).toFixed(0)} ms`);
  await projection.close();
  return text;
}

async function measure(name: string, store: Store, text: string | null): Promise<void> {
  const times: number[] = [];
  const lines: string[] = [];
  let known = 0;
  for (let run = 0; run < 5; run++) {
    const begin = performance.now();
    const snapshot = { read: () => Promise.resolve(text), write: () => Promise.resolve() };
    const projection = new Projection({
      store,
      snapshot,
      log: (line) => void lines.push(line),
      clock: STOPPED,
    });
    known = (await projection.state()).sessions.size;
    times.push(performance.now() - begin);
    await projection.close();
  }
  const [, , median = NaN] = times.toSorted((left, right) => left - right);
  write(
    `${name.padEnd(36)} ${median.toFixed(0).padStart(6)} ms   ${known} sessions   ${
      lines[0] ?? ""
    }`,
  );
}

function write(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}

/** Nothing is committed meanwhile. */
