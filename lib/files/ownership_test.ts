import { assertEquals, assertMatch } from "@std/assert";
import { fileProblem, folderProblem, type Owned } from "./ownership.ts";

const FOLDER: Owned = {
  isFile: false,
  isDirectory: true,
  isSymlink: false,
  uid: 1000,
  mode: 0o40700,
  nlink: 5,
};
const FILE: Owned = { ...FOLDER, isFile: true, isDirectory: false, mode: 0o100600, nlink: 1 };
const LINK: Owned = { ...FILE, isFile: false, isSymlink: true, mode: 0o120777 };

Deno.test("our own folders and files are trusted, and those of root", () => {
  for (const uid of [1000, 0]) {
    assertEquals(folderProblem({ ...FOLDER, uid }, 1000), null);
    assertEquals(folderProblem({ ...FOLDER, uid, mode: 0o40755 }, 1000), null);
    assertEquals(folderProblem({ ...LINK, uid }, 1000), null);
    assertEquals(fileProblem({ ...FILE, uid }, 1000), null);
  }
  assertEquals(folderProblem({ ...FOLDER, uid: null, mode: null }, null), null);
});

Deno.test("what belongs to others, or what others may write to, is not", () => {
  assertMatch(folderProblem({ ...FOLDER, uid: 1001 }, 1000) ?? "", /another user/);
  assertMatch(folderProblem({ ...FOLDER, uid: 1000 }, 0) ?? "", /another user/);
  assertMatch(folderProblem({ ...LINK, uid: 1001 }, 1000) ?? "", /another user/);
  assertMatch(fileProblem({ ...FILE, uid: 1001 }, 1000) ?? "", /another user/);
  for (const write of [0o20, 0o2, 0o77]) {
    assertMatch(folderProblem({ ...FOLDER, mode: 0o40700 | write }, 1000) ?? "", /may write/);
    assertMatch(fileProblem({ ...FILE, mode: 0o100600 | write }, 1000) ?? "", /may write/);
  }
});

Deno.test("a file is a file, by one name", () => {
  assertMatch(fileProblem(LINK, 1000) ?? "", /symbolic link/);
  assertMatch(fileProblem({ ...FILE, nlink: 2 }, 1000) ?? "", /hard link/);
  assertMatch(fileProblem(FOLDER, 1000) ?? "", /no regular file/);
  assertMatch(folderProblem(FILE, 1000) ?? "", /in the place/);
});
