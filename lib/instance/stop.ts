import { delay } from "@std/async/delay";
import type { StopAnswer } from "../contract/http.ts";
import { holdsPort } from "../ports/holds_port.ts";
import { type ProcessStatus, processStatusOf, readProcessStarts } from "../ports/process_start.ts";
import { UserError } from "../user_error.ts";
import { END_GRACE } from "../ports/end_process.ts";
import { GRACE } from "./grace.ts";
import type { Instance } from "./inspect.ts";
import { requestLocal } from "./local_http.ts";
import type { StatePaths } from "./home/paths.ts";
import type { InstanceRecord } from "./home/record.ts";
import { removeRecord } from "./home/records.ts";
import { endRunNote } from "./run_note.ts";

/** How an instance came to its end. */
export interface Stopped {
  readonly record: Pick<InstanceRecord, "port" | "pid">;
  /** Clients that were connected; `null` when nobody could tell. */
  readonly clients: number | null;
  /**
   * `stale`: it had ended by itself already, only its record was left. `unrecorded`: it had no usable
   * record, and was ended since that was asked for.
   */
  readonly how: "graceful" | "killed" | "stale" | "unrecorded";
}

/** How {@linkcode stopInstance} goes about it. */
export interface StopOptions {
  readonly paths: StatePaths;
  readonly reason: "stop" | "restart";
  /**
   * `no`: it is asked, and reported when it does not react. `escalate`: then it is killed.
   * `at once`: it is killed without being asked.
   */
  readonly force: "no" | "escalate" | "at once";
}

/**
 * Ends one of our own instances. It is asked with its secret first; a signal goes only to a process
 * that began when the record says.
 *
 * @throws {UserError} when it goes on running
 */
export async function stopInstance(instance: Instance, options: StopOptions): Promise<Stopped> {
  const { record, state } = instance;
  if (state === "stale") {
    await removeRecord(options.paths, record);
    return { record, clients: null, how: "stale" };
  }
  if (state === "unknown") throw notComparable(record);
  const { clients, killed } = await endLiving(instance, options);
  if (killed) {
    await endRunNote(options.paths, record.port, record.instance, Date.now(), options.reason);
  }
  // A server that ended by itself has removed its record; one that was killed could not.
  await removeRecord(options.paths, record);
  return { record, clients, how: killed ? "killed" : "graceful" };
}

async function endLiving(
  { record, health }: Instance,
  { force, reason }: StopOptions,
): Promise<{ clients: number | null; killed: boolean }> {
  const connected = health?.clients ?? null;
  let isProven = false;
  if (force !== "at once") {
    const asked = await askToStop(record, reason);
    // Whoever took the secret has closed its sockets by now.
    isProven = asked !== null;
    if (!isProven) isProven = await signalIfSame(record, "SIGTERM");
    const patience = force === "escalate" && asked === null ? END_GRACE : GRACE + 1_000;
    if (await isGoneWithin(record, patience)) return { clients: asked ?? connected, killed: false };
    if (force === "no") throw doesNotReact(record);
  }
  await signalIfSame(record, "SIGKILL", isProven);
  if (await isGoneWithin(record, 2_000)) return { clients: connected, killed: true };
  throw new UserError(`Server on port ${record.port} could not be ended`, {
    code: "failed",
    reason: `Process ${record.pid} is still there, or this system does not tell what became of it`,
    hint: "See 'mpm-monitor doctor'",
  });
}

/** @returns how many clients are connected, or `null` when it did not accept the request */
async function askToStop(
  record: InstanceRecord,
  reason: StopOptions["reason"],
): Promise<number | null> {
  const answer = await requestLocal({
    host: record.host,
    port: record.port,
    path: "/api/control/stop",
    method: "POST",
    token: record.secret,
    body: { reason },
    timeout: 2_000,
  });
  if (answer.kind !== "answer" || answer.status !== 200) return null;
  return (answer.body as StopAnswer | null)?.clients ?? 0;
}

function notComparable(record: InstanceRecord): UserError {
  return new UserError(`Server on port ${record.port} does not answer`, {
    code: "failed",
    reason: `This system does not tell whether process ${record.pid} is still the same`,
    hint: "See 'mpm-monitor doctor'",
  });
}

function doesNotReact(record: InstanceRecord): UserError {
  return new UserError(`Server on port ${record.port} does not react`, {
    code: "timedOut",
    reason: `Process ${record.pid} was asked to end, and is still there`,
    hint: `Use 'mpm-monitor stop --port ${record.port} --force' to end it at once`,
  });
}

/**
 * Sends a signal, unless the process with this PID is another one by now. A record alone is no
 * proof: the process has to hold the port that the record names.
 *
 * @param isProven whether that was proved before, of the same process
 * @returns whether it is the server
 * @throws {UserError} when it is not
 */
async function signalIfSame(
  record: InstanceRecord,
  signal: Deno.Signal,
  isProven = false,
): Promise<boolean> {
  if (await status(record) !== "there") return false;
  if (!isProven && !await isServer(record)) {
    // One that is ending has given up its port already.
    if (await isGoneWithin(record, GRACE)) return false;
    throw notTheServer(record);
  }
  try {
    Deno.kill(record.pid, signal);
  } catch (error) {
    // It was faster; whoever waits for its end sees that.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return true;
}

async function isServer({ pid, port }: InstanceRecord): Promise<boolean> {
  const held = await holdsPort(pid, port) ?? await holdsPort(pid, port);
  // Elsewhere the tools may be missing, and the start time has to be enough.
  return held ?? Deno.build.os !== "linux";
}

function notTheServer({ pid, port }: InstanceRecord): UserError {
  return new UserError(`Server on port ${port} could not be ended`, {
    code: "failed",
    reason: `Process ${pid}, which its record names, does not hold the port: it is left alone`,
    hint: `Look what process ${pid} is, and end it by yourself`,
  });
}

async function status({ pid, process_start }: InstanceRecord): Promise<ProcessStatus> {
  return processStatusOf({ pid, start: process_start }, await readProcessStarts([pid]));
}

/** Waits for a process to be really gone, not only for its port to be closed. */
async function isGoneWithin(record: InstanceRecord, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (await status(record) !== "gone") {
    if (performance.now() > deadline) return false;
    await delay(20);
  }
  return true;
}
