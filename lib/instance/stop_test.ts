import { assert, assertEquals } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import { claimPorts } from "../../tests/support/ports.ts";
import { readProcessStarts } from "../ports/process_start.ts";
import { UserError } from "../user_error.ts";
import { RECORD } from "./_samples.ts";
import { statePaths } from "./home/paths.ts";
import type { InstanceRecord } from "./home/record.ts";
import { listRecords, writeRecord } from "./home/records.ts";
import type { InstanceState } from "./inspect.ts";
import { stopInstance, type StopOptions } from "./stop.ts";

/** A process that does nothing, or only listens on a port. */
function startProcess(port?: number): Deno.ChildProcess {
  const listen = port === undefined ? "" : `Deno.listen({ hostname: "127.0.0.1", port: ${port} });`;
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", `${listen} console.log("ready"); setInterval(() => {}, 1000);`],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
}

/** A recorded server in a state folder of its own, whose process is one that a test started. */
async function withProcess(
  isServer: boolean,
  work: (given: {
    /** Stops it, as the record tells but for some changes; answers how, or why not. */
    readonly stop: (
      force: StopOptions["force"],
      changes?: Partial<InstanceRecord>,
      state?: InstanceState,
    ) => Promise<string>;
    readonly records: () => Promise<number>;
    readonly lives: () => Promise<boolean>;
  }) => Promise<void>,
): Promise<void> {
  await using temp = await makeTempHome();
  const paths = statePaths(() => temp.path);
  const port = (await claimPorts(1)).first;
  const child = startProcess(isServer ? port : undefined);
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  try {
    const start = (await readProcessStarts([child.pid]))?.get(child.pid);
    assert(start !== undefined);
    const record: InstanceRecord = { ...RECORD, port, pid: child.pid, process_start: start };
    await work({
      async stop(force, changes = {}, state = "unresponsive") {
        const stopped = { ...record, ...changes };
        await writeRecord(paths, stopped);
        const instance = { path: "x", record: stopped, state, health: null };
        try {
          return (await stopInstance(instance, { paths, reason: "stop", force })).how;
        } catch (error) {
          assert(error instanceof UserError);
          return error.message.replace(`${port}`, "PORT");
        }
      },
      records: async () => (await listRecords(paths)).length,
      lives: async () => (await readProcessStarts([child.pid]))?.get(child.pid) === start,
    });
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await child.status;
  }
}

Deno.test("stopInstance() sends no signal to a process that does not hold the record's port", () =>
  withProcess(false, async ({ stop, records, lives }) => {
    for (const force of ["no", "escalate", "at once"] as const) {
      assertEquals(await stop(force), "Server on port PORT could not be ended", force);
      assertEquals([await lives(), await records()], [true, 1]);
    }
  }));

Deno.test("stopInstance() sends no signal to a process that began at another time", () =>
  withProcess(true, async ({ stop, records, lives }) => {
    for (const force of ["escalate", "at once"] as const) {
      const start = await readProcessStarts([Deno.pid]);
      await stop(force, { process_start: start?.get(Deno.pid) ?? "" });
      assertEquals([await lives(), await records()], [true, 0], force);
    }
  }));

Deno.test("stopInstance() sends no signal where nobody can tell whether it is the same", () =>
  withProcess(true, async ({ stop, records, lives }) => {
    assertEquals(await stop("at once", {}, "unknown"), "Server on port PORT does not answer");
    assertEquals([await lives(), await records()], [true, 1]);
  }));

Deno.test("stopInstance() only removes the record of a server that is gone", () =>
  withProcess(true, async ({ stop, records, lives }) => {
    assertEquals(await stop("at once", {}, "stale"), "stale");
    assertEquals([await lives(), await records()], [true, 0]);
  }));

Deno.test("stopInstance() kills at once the process that is the server, and removes its record", () =>
  withProcess(true, async ({ stop, records, lives }) => {
    assertEquals(await stop("at once"), "killed");
    assertEquals([await lives(), await records()], [false, 0]);
  }));

Deno.test("stopInstance() asks a server that does not answer by a signal", () =>
  withProcess(true, async ({ stop, records, lives }) => {
    assertEquals(await stop("no"), "graceful");
    assertEquals([await lives(), await records()], [false, 0]);
  }));
