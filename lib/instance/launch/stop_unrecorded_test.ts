import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { makeTempHome } from "../../../tests/support/home.ts";
import type { HolderClass } from "../../ports/holder_class.ts";
import { UserError } from "../../user_error.ts";
import { ANSWER, processOf, RECORD } from "../_samples.ts";
import { recordPath, statePaths } from "../home/paths.ts";
import { listRecords, writeRecord } from "../home/records.ts";
import type { PortSurvey } from "../survey.ts";
import { stopUnrecorded } from "./stop_unrecorded.ts";

/** What a test says of the process on port 8765; it is a server of ours without a record. */
interface Given {
  readonly force?: boolean;
  readonly holderClass?: HolderClass | null;
  readonly own?: boolean;
  readonly ends?: boolean;
}

/** Stops it; nothing is really ended. */
async function stop({ force = true, holderClass = "orphan", own = true, ends = true }: Given) {
  await using temp = await makeTempHome();
  const paths = statePaths(() => temp.path);
  await writeRecord(paths, RECORD);
  await Deno.writeTextFile(recordPath(paths, RECORD.port), "unusable");
  const holder = {
    port: 8765,
    addresses: ["127.0.0.1"],
    processes: [{ ...processOf(4712, "mpm-monitor __serve"), own }],
    hidden: false,
  };
  const survey: PortSurvey = {
    used: new Map(
      holderClass === null ? [] : [[8765, { holder, holderClass, instance: null, answer: ANSWER }]],
    ),
    problems: [],
  };
  const ended: number[] = [];
  const outcome = await stopUnrecorded(8765, {
    paths,
    force,
    instances: [],
    look: () => Promise.resolve(survey),
    end: ({ pid }) => {
      ended.push(pid);
      return Promise.resolve(ends);
    },
  }).catch((error: unknown) => error);
  return { outcome, ended, records: (await listRecords(paths)).length };
}

async function refused(given: Given): Promise<UserError> {
  const { outcome, ended, records } = await stop(given);
  assertEquals([ended, records], [[], 1]);
  return await assertRejects(() => Promise.reject(outcome), UserError);
}

Deno.test("stopUnrecorded() ends a server of ours, and the record that is of no use", async () => {
  assertEquals(await stop({}), {
    outcome: { record: { port: 8765, pid: 4712 }, clients: 0, how: "unrecorded" },
    ended: [4712],
    records: 0,
  });
});

Deno.test("stopUnrecorded() ends nothing without --force, and says how", async () => {
  const error = await refused({ force: false });
  assertEquals(error.code, "notRunning");
  assertStringIncludes(error.hint ?? "", "stop --port 8765 --force");
});

Deno.test("stopUnrecorded() ends nothing that is not ours, even with --force", async () => {
  for (const holderClass of ["foreign", "upstream", "debug-script", "monitor", null] as const) {
    assertEquals((await refused({ holderClass })).code, "notRunning");
  }
});

Deno.test("stopUnrecorded() ends nothing of another user, even with --force", async () => {
  assertEquals((await refused({ own: false })).code, "permissionDenied");
});

Deno.test("stopUnrecorded() keeps the record of a server that does not end", async () => {
  const { outcome, ended, records } = await stop({ ends: false });
  assertEquals([ended, records], [[4712], 1]);
  assertStringIncludes(String(outcome), "could not be ended");
});
