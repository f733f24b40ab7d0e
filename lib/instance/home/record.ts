import { isJsonObject } from "../../events/json.ts";
import type { StartOptions } from "../../config/settings.ts";
import { isStartOptions } from "../../config/start_options.ts";
import { isPort } from "../../ports/range.ts";

/** The only version of records that this program writes. */
export const RECORD_VERSION = 1;

/** What an instance writes down about itself, so that later commands find and trust it. */
export interface InstanceRecord {
  readonly schema_version: typeof RECORD_VERSION;
  /** Where the server is in its life; after a crash it stays at what it was last. */
  readonly phase: "starting" | "running" | "stopping";
  readonly pid: number;
  /** When the process began, in the system's own words; guards against a reused PID. */
  readonly process_start: string;
  readonly port: number;
  readonly dashboard_port: number | null;
  /** As given by the person: `localhost`, or an address. */
  readonly host: string;
  readonly mode: "background" | "foreground";
  readonly version: string;
  readonly executable: string;
  /** Random id of this run; `/health` answers with the same. */
  readonly instance: string;
  /** ms since 1970, UTC. */
  readonly started_at: number;
  /** Proves to the server that a control request comes from this user. */
  readonly secret: string;
  /** What readers show; `null` when nobody is asked for it. */
  readonly token: string | null;
  /** Path of the event store. */
  readonly store: string;
  readonly options: StartOptions;
}

/** What a record file turned out to hold. */
export type RecordReading =
  | { readonly kind: "record"; readonly record: InstanceRecord }
  /** Written by a newer version of this program: its fields may mean something else. */
  | { readonly kind: "newer"; readonly schemaVersion: number }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads the text of a record file, trusting nothing in it. */
export function parseRecord(text: string): RecordReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "unreadable", reason: "it is no JSON" };
  }
  if (!isJsonObject(value)) return { kind: "unreadable", reason: "it is no JSON object" };
  const version = value["schema_version"];
  if (typeof version === "number" && version > RECORD_VERSION) {
    return { kind: "newer", schemaVersion: version };
  }
  const wrong = Object.entries(SHAPE).find(([name, fits]) => !fits(value[name]));
  if (wrong !== undefined) {
    return { kind: "unreadable", reason: `its field "${wrong[0]}" is missing or wrong` };
  }
  return { kind: "record", record: value as unknown as InstanceRecord };
}

const PHASES: readonly unknown[] = ["starting", "running", "stopping"];
const MODES: readonly unknown[] = ["background", "foreground"];

/** One check a field: what passes all of them is an {@linkcode InstanceRecord}. */
const SHAPE: Readonly<Record<keyof InstanceRecord, (value: unknown) => boolean>> = {
  schema_version: (value) => value === RECORD_VERSION,
  phase: (value) => PHASES.includes(value),
  pid: (value) => Number.isInteger(value) && Number(value) > 0,
  process_start: isString,
  port: isPort,
  dashboard_port: (value) => value === null || isPort(value),
  host: isString,
  mode: (value) => MODES.includes(value),
  version: isString,
  executable: isString,
  instance: isString,
  started_at: Number.isFinite,
  secret: isString,
  token: (value) => value === null || isString(value),
  store: isString,
  options: isStartOptions,
};

function isString(value: unknown): value is string {
  return typeof value === "string";
}
