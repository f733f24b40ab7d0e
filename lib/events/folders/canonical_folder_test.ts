import { assertEquals } from "@std/assert";
import { canonicalFolder, folderKey } from "./canonical_folder.ts";
import { assertLinear } from "../../../tests/support/growth.ts";

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  "/home/kim/shop": [
    "/home/kim/shop/",
    "/home/kim/shop//",
    "//home//kim/shop",
    "/home/kim/./shop/.",
    "/home/kim/blog/../shop",
    "/../home/kim/shop",
    "file:///home/kim/shop",
    "file://localhost/home/kim/shop/",
    "FILE:///home/kim/%73hop",
  ],
  "/home/kim/.claude/my shop..x": [
    "/home/kim/.claude/my shop..x/",
    "/home/kim/./.claude/my shop..x",
  ],
  "/": ["//", "/.", "/..", "file:///"],
  "C:\\Users\\kim\\Projects\\shop": [
    "c:\\Users\\kim\\Projects\\shop",
    "C:/Users/kim/Projects/shop",
    "c:/Users\\kim//Projects/shop/",
    "C:\\Users\\kim\\.\\blog\\..\\Projects\\shop\\",
    "file:///C:/Users/kim/Projects/shop",
    "file:///c%3A/Users/kim/Projects/shop",
    "\\\\?\\C:\\Users\\kim\\Projects\\shop",
  ],
  "C:\\": ["c:", "C:/", "c:\\.", "C:\\x\\.."],
  "\\\\nas\\work\\shop": [
    "\\\\nas\\work\\shop\\",
    "\\\\nas/work/shop",
    "\\\\?\\UNC\\nas\\work\\shop",
    "file://nas/work/shop",
  ],
  "/Users/kim/caf\u00e9": ["/Users/kim/cafe\u0301", "/Users/kim/cafe\u0301/"],
  "/home/kim/\ud559\uc810": ["/home/kim/\ud559\uc810".normalize("NFD")],
  "/home/kim/a\\b": ["/home/kim/a\\b/"],
  "shop": ["shop/"],
  "~/shop": ["~/shop//"],
  "file:///%E0%A4%A": [],
};

Deno.test("all spellings of a folder become one", () => {
  for (const [folder, spellings] of Object.entries(FOLDERS)) {
    for (const spelling of [folder, ...spellings]) {
      assertEquals(canonicalFolder(spelling), folder, spelling);
      assertEquals(folderKey(spelling), folderKey(folder), spelling);
    }
  }
});

Deno.test("case counts where the path does not say that it cannot", () => {
  assertEquals(folderKey("c:\\Users\\KIM\\Shop"), folderKey("C:/users/kim/shop"));
  assertEquals(folderKey("\\\\NAS\\Work"), folderKey("\\\\nas\\work"));
  assertEquals(folderKey("/Users/kim/Projects/foo"), folderKey("/Users/kim/projects/Foo"));
  assertEquals(folderKey("/home/kim/Shop") === folderKey("/home/kim/shop"), false);
});

Deno.test("a long path takes time in proportion to its length", () => {
  assertLinear((size) => void canonicalFolder(`/${"a/".repeat(size)}..//`), 200);
  assertLinear((size) => void canonicalFolder(`/${"x".repeat(size)}\n`), 5_000);
});
