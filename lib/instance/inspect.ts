import type { HealthAnswer } from "../contract/http.ts";
import { type Health, probeHealth } from "./health.ts";
import type { StatePaths } from "./home/paths.ts";
import {
  type ProcessStarts,
  processStatusOf,
  type ReadProcessStarts,
  readProcessStarts,
} from "../ports/process_start.ts";
import type { InstanceRecord } from "./home/record.ts";
import { type FoundRecord, listRecords } from "./home/records.ts";

/** Where an instance stands, seen from outside. */
export type InstanceState =
  | "healthy"
  | "degraded"
  | "starting"
  | "stopping"
  /** Its process is there, but does not answer. */
  | "unresponsive"
  /** Its process is gone, or the PID now belongs to another process. */
  | "stale"
  /** Nothing answers, and this system does not tell whether the process is still the same. */
  | "unknown";

/** A recorded instance and what became of it. */
export interface Instance {
  readonly path: string;
  readonly record: InstanceRecord;
  readonly state: InstanceState;
  /** Its answer, where it gave one. */
  readonly health: HealthAnswer | null;
}

/** A record file that this version cannot use. */
export type UnusableRecord = FoundRecord & {
  readonly reading: Exclude<FoundRecord["reading"], { kind: "record" }>;
};

/** All that the records of a state folder tell. */
export interface Inspection {
  readonly instances: readonly Instance[];
  readonly unusable: readonly UnusableRecord[];
}

/** How {@linkcode inspectInstances} reaches the world. */
export interface InspectOptions {
  readonly probe?: typeof probeHealth;
  readonly readStarts?: ReadProcessStarts;
}

/** Reads all records and asks each server how it is. Writes nothing. */
export async function inspectInstances(
  paths: StatePaths,
  options: InspectOptions = {},
): Promise<Inspection> {
  const { probe = probeHealth, readStarts = readProcessStarts } = options;
  const records: { path: string; record: InstanceRecord }[] = [];
  const unusable: UnusableRecord[] = [];
  for (const found of await listRecords(paths)) {
    const { reading, path, port } = found;
    if (reading.kind === "record") records.push({ path, record: reading.record });
    else unusable.push({ path, port, reading });
  }
  const probed = await Promise.all(
    records.map(async (each) => ({
      ...each,
      health: await probe(each.record.host, each.record.port, each.record),
    })),
  );
  // Who answers with the right instance is alive: only the others need a look at their process.
  const doubtful = probed.filter(({ record, health }) => !answersAs(record, health));
  const starts = await readStarts(doubtful.map(({ record }) => record.pid));
  const instances = probed.map(({ path, record, health }) => ({
    path,
    record,
    state: assess(record, health, starts),
    health: answersAs(record, health) ? health.answer : null,
  }));
  return { instances, unusable };
}

/** Whether it is this very run that answers. */
function answersAs(
  record: InstanceRecord,
  health: Health,
): health is Extract<Health, { kind: "healthy" }> {
  return health.kind === "healthy" && health.answer.instance === record.instance;
}

/**
 * Decides where an instance stands. Its own answer beats all else; without one, its process decides.
 *
 * @param starts when the processes began that have the recorded PIDs
 */
export function assess(
  record: InstanceRecord,
  health: Health,
  starts: ProcessStarts | null,
): InstanceState {
  if (answersAs(record, health)) {
    if (health.answer.status === "stopping" || record.phase === "stopping") return "stopping";
    return health.answer.degraded.length > 0 ? "degraded" : "healthy";
  }
  const status = processStatusOf({ pid: record.pid, start: record.process_start }, starts);
  if (status !== "there") return status === "gone" ? "stale" : "unknown";
  return record.phase === "running" ? "unresponsive" : record.phase;
}
