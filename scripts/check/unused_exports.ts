import type { SourceFile } from "./source_tree.ts";

const EXPORT =
  /^export (?:async )?(?:abstract )?(function\*?|class|const|let|interface|type|enum) (\w+)/gm;

/**
 * Finds exports that no other file takes. A type may be exported for what another export of its file
 * takes or gives back.
 */
export function findUnusedExports(files: readonly SourceFile[]): string[] {
  const taken = new Set<string>();
  const whole = new Set<string>();
  for (const { imports } of files) {
    for (const { path, names } of imports) {
      if (names === null) whole.add(path);
      for (const name of names ?? []) taken.add(`${path} ${name}`);
    }
  }
  return files.flatMap(({ path, text }) => {
    if (whole.has(path)) return [];
    return [...text.matchAll(EXPORT)].flatMap(([, kind, name = ""]) => {
      if (taken.has(`${path} ${name}`)) return [];
      const isType = kind === "interface" || kind === "type";
      const mentions = text.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0;
      return isType && mentions > 1 ? [] : [`${path} exports ${name}, which no other file takes`];
    });
  });
}
