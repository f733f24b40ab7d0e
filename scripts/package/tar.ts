import { createTar } from "nanotar";
import type { PackedFile } from "./release_input.ts";

/** What readers of tar archives take for the end: two empty blocks. */
const END = 1024;

/**
 * Packs files as tar: by the order of their names, all of root, all of one time, so that the same
 * files are the same bytes. Folders come before what is in them.
 *
 * @param root stands before every path: `package/`, `./`
 */
export function packTar(
  files: readonly PackedFile[],
  date: Date,
  root = "",
): Uint8Array<ArrayBuffer> {
  const folders = new Set(files.flatMap(({ path }) => foldersOf(root + path)));
  const entries = [
    ...Array.from(folders, (name) => ({ name, attrs: { mode: "755" } })),
    ...files.map(({ path, bytes, executable }) => ({
      name: root + path,
      data: bytes,
      attrs: { mode: executable === true ? "755" : "644" },
    })),
  ].sort((a, b) => a.name < b.name ? -1 : 1);
  const long = entries.find(({ name }) => name.length > 99);
  if (long !== undefined) throw new RangeError(`${long.name} is too long for a tar archive`);
  const owner = { uid: 0, gid: 0, user: "root", group: "root", mtime: date.getTime() };
  const tar = createTar(entries, { attrs: owner });
  const whole = new Uint8Array(tar.byteLength + END);
  whole.set(tar);
  return whole;
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join("/")}/`);
}
