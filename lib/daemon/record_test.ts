import { assertEquals } from "@std/assert";
import { type InstanceRecord, parseRecord } from "./record.ts";

const RECORD: InstanceRecord = {
  schema_version: 1,
  phase: "running",
  pid: 4711,
  process_start: "boot:a:1",
  port: 8765,
  dashboard_port: 8766,
  host: "localhost",
  mode: "background",
  version: "0.1.0",
  executable: "/usr/bin/mpm-monitor",
  instance: "one",
  started_at: 1_795_361_291_000,
  secret: "secret",
  token: null,
  store: "/home/ann/.claude-mpm/monitor/stores/8765.db",
  options: { host: "localhost" },
};

Deno.test("parseRecord() reads what a server wrote", () => {
  assertEquals(parseRecord(JSON.stringify(RECORD)), { kind: "record", record: RECORD });
});

Deno.test("parseRecord() leaves newer records alone, whatever is in them", () => {
  assertEquals(parseRecord('{"schema_version":2}'), { kind: "newer", schemaVersion: 2 });
});

Deno.test("parseRecord() tells what is wrong with a record", () => {
  const reasonOf = (text: string) => {
    const reading = parseRecord(text);
    return reading.kind === "unreadable" ? reading.reason : reading.kind;
  };
  assertEquals(reasonOf(""), "it is no JSON");
  assertEquals(reasonOf("[]"), "it is no JSON object");
  assertEquals(
    reasonOf(JSON.stringify({ ...RECORD, pid: -1 })),
    'its field "pid" is missing or wrong',
  );
  assertEquals(
    reasonOf(JSON.stringify({ ...RECORD, options: { port: "8765" } })),
    'its field "options" is missing or wrong',
  );
});
