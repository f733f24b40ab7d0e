import { dirname, join, normalize, relative } from "node:path/posix";
import type { SourceFile } from "../check/source_tree.ts";

const OWN_URL = /new URL\(\s*"(\.[^"]+)",\s*import\.meta\.url,?\s*\)/g;

/**
 * The paths by which modules name files beside themselves, such as workers: by what their text
 * says, what is meant, from the repository's folder.
 *
 * @throws {Error} when the same words mean different files, since a bundle cannot tell these apart
 */
export function findOwnUrls(
  files: readonly Pick<SourceFile, "path" | "text">[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, text } of files) {
    for (const [, words = ""] of text.matchAll(OWN_URL)) {
      const target = normalize(join(dirname(path), words));
      const other = found.get(words);
      if (other !== undefined && other !== target) {
        throw new Error(`"${words}" means ${other} and, in ${path}, ${target}: name one otherwise`);
      }
      found.set(words, target);
    }
  }
  return found;
}

/** Whether a path is that of a module, which has its own file in a bundle. */
export function isModule(path: string): boolean {
  return path.endsWith(".ts");
}

/**
 * Makes the text of a bundle's file name what its modules named from elsewhere.
 *
 * @param folder the file's folder within the bundle, whose own is `""`
 */
export function rewriteOwnUrls(
  text: string,
  folder: string,
  targets: ReadonlyMap<string, string>,
): string {
  return text.replace(OWN_URL, (whole, words: string) => {
    const target = targets.get(words);
    if (target === undefined) return whole;
    const path = relative(folder, isModule(target) ? target.replace(/\.ts$/, ".js") : target);
    return `new URL("./${path}", import.meta.url)`;
  });
}
