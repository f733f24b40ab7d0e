import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeTempHome } from "../../../tests/support/home.ts";
import { RECORD } from "../_samples.ts";
import { recordPath, statePaths } from "./paths.ts";
import { listRecords, removeRecord, writeRecord } from "./records.ts";

/** A state folder of a test's own, below one that disappears. */
async function withPaths(work: (paths: ReturnType<typeof statePaths>) => Promise<void>) {
  await using temp = await makeTempHome();
  await work(statePaths(() => join(temp.path, "home")));
}

Deno.test("listRecords() finds none where there is no state folder, and makes none", () =>
  withPaths(async (paths) => {
    assertEquals(await listRecords(paths), []);
    assertEquals(await Deno.lstat(paths.home).then(() => true, () => false), false);
  }));

Deno.test("listRecords() lists by port, whatever else lies there", () =>
  withPaths(async (paths) => {
    for (const port of [10_000, 8765, 9000]) await writeRecord(paths, { ...RECORD, port });
    await Deno.writeTextFile(join(paths.instances, "8765.json.tmp"), "{}");
    await Deno.writeTextFile(join(paths.instances, "notes.json"), "{}");
    await Deno.writeTextFile(recordPath(paths, 8766), "no JSON");
    const found = await listRecords(paths);
    assertEquals(found.map(({ port, reading }) => [port, reading.kind]), [
      [8765, "record"],
      [8766, "unreadable"],
      [9000, "record"],
      [10_000, "record"],
    ]);
    assertEquals(found[0]?.reading, { kind: "record", record: { ...RECORD, port: 8765 } });
  }));

Deno.test({
  name: "writeRecord() writes for this user alone",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withPaths(async (paths) => {
      await writeRecord(paths, RECORD);
      const modes = [paths.instances, recordPath(paths, RECORD.port)].map((path) =>
        (Deno.statSync(path).mode ?? 0) & 0o777
      );
      assertEquals(modes, [0o700, 0o600]);
    }),
});

Deno.test("removeRecord() removes the record of its own run, and no other", () =>
  withPaths(async (paths) => {
    const ports = async () => (await listRecords(paths)).map(({ port }) => port);
    await writeRecord(paths, { ...RECORD, instance: "the next run" });
    await removeRecord(paths, RECORD);
    assertEquals(await ports(), [RECORD.port]);
    await Deno.writeTextFile(recordPath(paths, RECORD.port), "no JSON");
    await removeRecord(paths, RECORD);
    assertEquals(await ports(), [RECORD.port]);
    await writeRecord(paths, RECORD);
    await removeRecord(paths, { ...RECORD, port: 8999 });
    assertEquals(await ports(), [RECORD.port]);
    await removeRecord(paths, RECORD);
    assertEquals(await ports(), []);
  }));
