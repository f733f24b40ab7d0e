import { dirname } from "@std/path/dirname";
import { ensurePrivateFolder } from "../../instance/home/files.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { storePath } from "../../instance/home/paths.ts";
import type { JsonObject } from "../../events/event.ts";
import { parseLines } from "../../ingest/json_body.ts";
import { EventIngestor } from "../../ingest/event_ingestor.ts";
import { openSqliteStore } from "../../store/sqlite/sqlite_store.ts";
import { SessionProjects } from "../../ingest/session_projects.ts";
import type { Command } from "../core/command.ts";
import { readLines } from "../events/read_lines.ts";
import { sendEvents } from "../events/sender.ts";
import { plural } from "../core/format.ts";
import { portOption, readSettings } from "../core/settings.ts";

const BATCH = 100;

/** `import`: events from a file of NDJSON, as `export` writes it. */
export const importEvents: Command = {
  name: "import",
  summary: "Store the events of an NDJSON file",
  usage: "<FILE>",
  args: { min: 1, max: 1 },
  options: [{ name: "port", value: "PORT", summary: "Into this port's events" }],
  examples: ["mpm-monitor import events.ndjson", "mpm-monitor import - < events.ndjson"],
  async run({ args: [source = "-"], options, note }) {
    await using target = await openTarget(portOption(options, "port"));
    let count = 0;
    const faults: string[] = [];
    for await (const { lines, firstLine } of readLines(source)) {
      for (let from = 0; from < lines.length; from += BATCH) {
        const part = parseLines(lines.slice(from, from + BATCH), firstLine + from);
        const events = await Promise.all(part.objects.map(withKey));
        if (events.length > 0) await target.store(events);
        count += events.length;
        for (const { where, message } of part.faults) faults.push(`${where}: ${message}`);
      }
    }
    for (const fault of faults.slice(0, 10)) note(`Skipped ${fault}`);
    const skipped = faults.length === 0 ? "" : `, skipped ${plural(faults.length, "line")}`;
    return {
      text: `Imported ${plural(count, "event")} to port ${target.port}${skipped}`,
      json: { port: target.port, imported: count, skipped: faults.length },
      exitCode: faults.length === 0 ? 0 : 1,
    };
  },
};

interface Target extends AsyncDisposable {
  readonly port: number;
  store(events: readonly JsonObject[]): Promise<void>;
}

/** The running server where there is one, since it alone may write to its store. */
async function openTarget(port: number | undefined): Promise<Target> {
  const { paths, range } = readSettings();
  const { instances } = await inspectInstances(paths);
  const running = instances.find(({ record, state }) =>
    state !== "stale" && (port === undefined || record.port === port)
  );
  if (running !== undefined) {
    const { record } = running;
    return {
      port: record.port,
      store: (events) => sendEvents(events, record),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const own = port ?? range.first;
  const path = storePath(paths, own);
  await ensurePrivateFolder(dirname(path));
  const store = await openSqliteStore({ path });
  const projects = new SessionProjects();
  const ingestor = new EventIngestor(store, { now: Date.now, redact: true, projects });
  return {
    port: own,
    async store(objects) {
      const parsed = { objects, faults: [] };
      await ingestor.accept(ingestor.read("/api/events", null, { parsed }).events);
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** The same line has the same key: importing a file twice stores it once. */
async function withKey(event: JsonObject): Promise<JsonObject> {
  if (event["key"] !== undefined) return event;
  const bytes = new TextEncoder().encode(JSON.stringify(event));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return { ...event, key: `import ${hex(digest.slice(0, 16))}` };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
