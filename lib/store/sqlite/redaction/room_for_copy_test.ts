import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path/join";
import { withFolder } from "../../../../tests/support/stores.ts";
import { UserError } from "../../../user_error.ts";
import { copyPath } from "./copy_file.ts";
import { freeSpace, requireRoom } from "./room_for_copy.ts";

Deno.test("requireRoom() refuses a copy that the disk has no room for, with the figures", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    await Deno.writeFile(path, new Uint8Array(3_000_000));
    await Deno.writeFile(`${path}-wal`, new Uint8Array(1_000_000));
    const error = assertThrows(() => requireRoom(path, () => 1_500_000), UserError);
    assertEquals(error.exitCode, 1);
    assertEquals(error.reason, "A copy of it needs 4.0 MB more, and its disk has 1.5 MB left");
    assertEquals(error.hint, "Free 2.5 MB there, and type 'mpm-monitor store redact' again");
    requireRoom(path, () => 4_000_000);
    // What is copied already needs no more room.
    await Deno.writeFile(copyPath(path), new Uint8Array(2_500_000));
    requireRoom(path, () => 1_500_000);
    assertThrows(() => requireRoom(path, () => 1_400_000), UserError);
  }));

Deno.test("requireRoom() lets the writing find out where the system does not say", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    await Deno.writeFile(path, new Uint8Array(100));
    requireRoom(path, () => null);
    assertEquals(freeSpace(join(folder, "gone", "s.db")), null);
    assert((freeSpace(path) ?? 0) > 0);
  }));
