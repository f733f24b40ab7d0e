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
  assertEquals(
    reasonOf(JSON.stringify({ ...RECORD, pid: -1 })),
    'its field "pid" is missing or wrong',
  );
  assertEquals(
    reasonOf(JSON.stringify({ ...RECORD, options: { port: "8765" } })),
    'its field "options" is missing or wrong',
  );
});
