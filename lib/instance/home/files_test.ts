import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { makeTempHome } from "../../../tests/support/home.ts";
import { UserError } from "../../user_error.ts";
import {
  asReadError,
  asWriteError,
  isAbsent,
  probeFolder,
  readIfThere,
  removeIfThere,
  systemCode,
  systemReason,
  writeFileAtomically,
} from "./files.ts";

const failure = (code: string) => Object.assign(new Error("what the system said"), { code });

Deno.test("asWriteError() says in plain words why nothing can be written", () => {
  const full = asWriteError("/home/ann", failure("ENOSPC"));
  assertEquals([full.code, full.reason], ["failed", "The disk is full"]);
  const denied = asWriteError("/home/ann", failure("EACCES"));
  assertEquals([denied.code, denied.reason], ["permissionDenied", "Permission denied"]);
  for (const error of [failure("EUNKNOWN"), failure("constructor"), "what the system said"]) {
    const { code, reason } = asWriteError("/home/ann", error);
    assertEquals([code, reason], ["failed", "what the system said"]);
  }
});

Deno.test("asWriteError() leaves alone what is meant for people already", () => {
  const error = new UserError("It is not yours", { code: "permissionDenied" });
  assertEquals(asWriteError("/home/ann", error), error);
});

Deno.test("asReadError() is about permission alone", () => {
  const error = asReadError("/home/ann", new Deno.errors.PermissionDenied("no"));
  assert(error instanceof UserError);
  assertStringIncludes(error.message, "/home/ann");
  const other = new Error("a bug");
  assertEquals(asReadError("/home/ann", other), other);
});

Deno.test("systemReason() knows the failures that people meet", () => {
  assertEquals(systemReason(failure("EROFS")), "The file system is read-only");
  assertEquals(systemReason(failure("EUNKNOWN")), undefined);
  assertEquals(systemReason(new Error("x")), undefined);
  assertEquals([systemCode("x"), systemCode(Object.assign(new Error(), { code: 7 }))], [
    undefined,
    undefined,
  ]);
});

Deno.test("files come and go without a trace of what failed", async () => {
  await using temp = await makeTempHome();
  const path = join(temp.path, "a.json");
  assertEquals(await readIfThere(path), null);
  await removeIfThere(path);
  await writeFileAtomically(path, "one");
  await writeFileAtomically(path, "two");
  assertEquals(await readIfThere(path), "two");
  await probeFolder(temp.path);
  await Deno.mkdir(join(temp.path, "folder"));
  await assertRejects(() => writeFileAtomically(join(temp.path, "folder"), "x"), UserError);
  await assertRejects(() => probeFolder(join(temp.path, "none")), UserError);
  assertEquals((await Array.fromAsync(Deno.readDir(temp.path), ({ name }) => name)).sort(), [
    "a.json",
    "folder",
  ]);
  await removeIfThere(path);
  assertEquals(await readIfThere(path), null);
});

Deno.test("isAbsent() takes a file in the place of a folder for nothing", async () => {
  await using temp = await makeTempHome();
  const file = join(temp.path, "file");
  await Deno.writeTextFile(file, "x");
  for (const path of [join(temp.path, "none"), join(file, "below")]) {
    const error = await Deno.readTextFile(path).catch((error: unknown) => error);
    assert(isAbsent(error), path);
    await removeIfThere(path);
  }
  assert(!isAbsent(new Error("x")));
});
