import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import type { ProcessStarts } from "../ports/process_start.ts";
import type { HealthAnswer } from "../contract/http.ts";
import { ANSWER, RECORD } from "./_samples.ts";
import type { Health } from "./health.ts";
import { assess, inspectInstances, type InstanceState } from "./inspect.ts";
import { recordPath, statePaths } from "./home/paths.ts";
import type { InstanceRecord } from "./home/record.ts";
import { writeRecord } from "./home/records.ts";

const healthy = (changes: Partial<HealthAnswer> = {}): Health => ({
  kind: "healthy",
  answer: { ...ANSWER, ...changes },
});

const CASES: readonly (readonly [string, InstanceState, {
  readonly health: Health;
  /** `null`: the system does not tell. */
  readonly start?: string | null;
  readonly phase?: InstanceRecord["phase"];
}])[] = [
  ["its own answer beats a changed clock", "healthy", { health: healthy(), start: "boot:b:9" }],
  ["its own complaint", "degraded", { health: healthy({ degraded: ["disk full"] }) }],
  ["its own farewell", "stopping", { health: healthy({ status: "stopping" }) }],
  ["silence of a living process", "unresponsive", {
    health: { kind: "silent" },
    start: "boot:a:1",
  }],
  ["a closed port of a living process", "unresponsive", {
    health: { kind: "refused" },
    start: "boot:a:1",
  }],
  ["silence at the beginning", "starting", {
    health: { kind: "refused" },
    start: "boot:a:1",
    phase: "starting",
  }],
  ["silence at the end", "stopping", {
    health: { kind: "refused" },
    start: "boot:a:1",
    phase: "stopping",
  }],
  ["no process", "stale", { health: { kind: "refused" } }],
  ["a reused PID", "stale", { health: { kind: "refused" }, start: "boot:a:2" }],
  ["a reused PID whose program answers on the port", "stale", {
    health: { kind: "stranger", service: null },
    start: "boot:a:2",
  }],
  ["another instance on the port", "stale", { health: healthy({ instance: "two" }) }],
  ["a system that does not tell", "unknown", { health: { kind: "refused" }, start: null }],
  ["a start time that cannot be compared", "unknown", {
    health: { kind: "refused" },
    start: "seconds:100",
  }],
];

for (const [name, expected, { health, start, phase = "running" }] of CASES) {
  Deno.test(`assess() takes ${name} for "${expected}"`, () => {
    assertEquals(assess({ ...RECORD, phase }, health, startsOf(start)), expected);
  });
}

Deno.test("inspectInstances() asks each server, and looks only at processes of those in doubt", async () => {
  await using temp = await makeTempHome();
  const paths = statePaths(() => temp.path);
  await writeRecord(paths, RECORD);
  await writeRecord(paths, { ...RECORD, port: 9000, pid: 5, instance: "another" });
  await Deno.writeTextFile(recordPath(paths, 9001), "no JSON");
  const looked: number[] = [];
  const { instances, unusable } = await inspectInstances(paths, {
    probe: () => Promise.resolve(healthy()),
    readStarts: (pids) => {
      looked.push(...pids);
      return Promise.resolve(new Map());
    },
  });
  assertEquals(looked, [5]);
  // Who answers for another instance says nothing of this one.
  assertEquals(instances.map(({ record, state, health }) => [record.port, state, health]), [
    [8765, "healthy", ANSWER],
    [9000, "stale", null],
  ]);
  assertEquals(unusable.map(({ port, reading }) => [port, reading.kind]), [[9001, "unreadable"]]);
});

function startsOf(start: string | null | undefined): ProcessStarts | null {
  if (start === null) return null;
  return new Map(start === undefined ? [] : [[RECORD.pid, start]]);
}
