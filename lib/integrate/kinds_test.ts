import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeTempHome } from "../../tests/support/home.ts";
import { findRelease } from "./find_release.ts";
import { ASSUMED_RELEASE, KINDS, kindsOf, LEFT_OUT, parseRelease } from "./kinds.ts";

/** What two releases name as valid in their own words, without what is left out on purpose. */
const NEWER_THAN_197 = ["PostModelSwitch", "DirectoryAdded"];

Deno.test("kindsOf() gives a release the kinds that it knows", () => {
  assertEquals(kindsOf([2, 1, 332]), Object.keys(KINDS));
  const old = kindsOf([2, 1, 197]);
  assertEquals(
    Object.keys(KINDS).filter((kind) => !old.includes(kind)).toSorted(),
    [
      ...NEWER_THAN_197,
    ].toSorted(),
  );
  // With those that are left out, as many as the releases say that they have.
  const late = ["PreModelSwitch", "PreSkillShellCommand"];
  assertEquals(old.length + Object.keys(LEFT_OUT).length - late.length, 30);
  assertEquals(Object.keys(KINDS).length + Object.keys(LEFT_OUT).length, 34);
  assertEquals(kindsOf(ASSUMED_RELEASE), old);
});

Deno.test("kindsOf() compares releases as numbers", () => {
  assert(kindsOf([2, 1, 1000]).includes("DirectoryAdded"));
  assert(kindsOf([3, 0, 0]).includes("DirectoryAdded"));
  assert(!kindsOf([2, 1, 99]).includes("DirectoryAdded"));
  assert(!kindsOf([2, 0, 300]).includes("DirectoryAdded"));
  assert(kindsOf([1, 0, 0]).length === 0);
});

Deno.test("parseRelease() reads what Claude Code says, and nothing else", () => {
  assertEquals(parseRelease("2.1.332 (Claude Code)\n"), [2, 1, 332]);
  for (const text of ["", "claude 2.1.332", "2.1 (Claude Code)", "1.2.3 (Other)"]) {
    assertEquals(parseRelease(text), null, text);
  }
});

Deno.test("findRelease() asks the one on the path, then those in the usual places", async () => {
  const asked: string[] = [];
  const only = (answering: string) => (program: string) => {
    asked.push(program);
    return Promise.resolve(program.endsWith(answering) ? "2.1.5 (Claude Code)" : null);
  };
  assertEquals(await findRelease("/home/kim", only("local/claude")), [2, 1, 5]);
  assertEquals(asked, [
    "claude",
    "/home/kim/.local/bin/claude",
    "/home/kim/.claude/local/claude",
  ]);
  assertEquals(await findRelease("/home/kim", () => Promise.resolve(null)), null);
});

Deno.test("findRelease() passes over what is no program", async () => {
  await using home = await makeTempHome();
  const folder = join(home.path, ".claude", "local");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "claude"), "\0garbage", { mode: 0o755 });
  await Deno.writeTextFile(join(home.path, ".local"), "a file in the folder's place");
  // One on the path may well be a real one.
  const release = await findRelease(home.path);
  assert(release === null || release.length === 3);
});
