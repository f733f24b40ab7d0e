import { assertEquals } from "@std/assert";
import { RECORD } from "../_samples.ts";
import { parseRecord } from "./record.ts";

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
  const wrong: readonly (readonly [string, unknown])[] = [
    // A signal to 0 or less would go to whole groups of processes.
    ["pid", 0],
    ["pid", -1],
    ["pid", 1.5],
    ["pid", "4711"],
    ["schema_version", 0],
    ["schema_version", "2"],
    ["phase", "dreaming"],
    ["process_start", undefined],
    ["port", 0],
    ["dashboard_port", 65_536],
    ["mode", null],
    ["started_at", "now"],
    ["token", 7],
    ["token", undefined],
    ["options", { port: "8765" }],
    ["options", { host: "localhost", keep_days: 0 }],
  ];
  for (const [field, value] of wrong) {
    assertEquals(
      reasonOf(JSON.stringify({ ...RECORD, [field]: value })),
      `its field "${field}" is missing or wrong`,
      `${field}: ${value}`,
    );
  }
});

Deno.test("parseRecord() takes a server without a dashboard's port, and one that asks for a token", () => {
  const record = { ...RECORD, pid: 1, dashboard_port: null, token: "t0ken" };
  assertEquals(parseRecord(JSON.stringify(record)), { kind: "record", record });
});
