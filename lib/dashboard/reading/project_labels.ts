/**
 * What people call some folders: the folder's own name, with as much of the path before it as tells
 * folders of one name apart.
 *
 * @param folders paths; each is a key of the answer
 */
export function projectLabels(folders: Iterable<string>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  let open = [...new Set(folders)].map((path) => ({ path, parts: partsOf(path), length: 1 }));
  while (open.length > 0) {
    const named = Map.groupBy(open, ({ parts, length }) => parts.slice(-length).join("/"));
    open = [];
    for (const [label, members] of named) {
      for (const { path, parts, length } of members) {
        if (members.length === 1 || length >= parts.length) {
          labels.set(path, members.length === 1 ? label || path : path);
        } else open.push({ path, parts, length: length + 1 });
      }
    }
  }
  return labels;
}

function partsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== "");
}
