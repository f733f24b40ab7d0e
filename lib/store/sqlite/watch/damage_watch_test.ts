import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { withFolder } from "../../../../tests/support/stores.ts";
import { isSuspect } from "../file/files.ts";
import type { WorkerClient } from "../thread/worker_client.ts";
import { DamageWatch } from "./damage_watch.ts";

const DAMAGE = new Error("database disk image is malformed");

Deno.test("DamageWatch tells once of damage in the file that is at the path, and of no other", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    await Deno.writeTextFile(path, "");
    let files = "gone";
    const worker = { call: () => Promise.resolve(files) } as unknown as WorkerClient;
    const reported: unknown[] = [];
    const watch = new DamageWatch({
      path,
      troubles: { report: (about) => void reported.push(about) },
      notice: () => {},
      writer: worker,
      reader: worker,
    });
    await watch.look(DAMAGE);
    assertEquals([reported, isSuspect(path)], [[], false]);
    files = "same";
    await watch.look(new Error("The disk is full"));
    assertEquals(reported, []);
    await Promise.all([watch.look(DAMAGE), watch.look(DAMAGE)]);
    await watch.look(DAMAGE);
    assertEquals([reported, isSuspect(path)], [["found"], true]);
  }));
