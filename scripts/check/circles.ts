import type { SourceFile } from "./source_tree.ts";

/** Finds files that import each other, directly or through others: one line a circle. */
export function findCircles(files: readonly Pick<SourceFile, "path" | "imports">[]): string[] {
  const targets = new Map(
    files.map(({ path, imports }) => [path, imports.map((each) => each.path)]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const trail: string[] = [];
  const visit = (path: string): void => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      circles.push([...trail.slice(at), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    done.add(path);
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
  };
  for (const { path } of files) visit(path);
  return circles.map((circle) => `Files import each other: ${circle}`);
}
