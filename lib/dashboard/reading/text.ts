/** Cuts text to one line of at most `max` characters, for a row. */
export function oneLine(text: string, max = 240): string {
  const head = text.slice(0, max * 2).replace(/\s+/g, " ").trim();
  return head.length > max ? `${head.slice(0, max - 1)}…` : head;
}

/** A path without the project's folder before it. */
export function shortPath(path: string, project: string | undefined): string {
  if (project !== undefined && path.startsWith(`${project}/`)) {
    return path.slice(project.length + 1);
  }
  return path;
}

/** The last part of a folder's path: what people call the project. */
export function folderName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== "");
  return parts.at(-1) ?? path;
}

/** A path as it is called within its project's folder; as it is where it lies elsewhere. */
export function pathWithin(path: string, folder: string | null | undefined): string {
  const begins = folder !== null && folder !== undefined && path.startsWith(`${folder}/`);
  return begins ? path.slice(folder.length + 1) : path;
}

/** `1 match`, `2 matches`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

/** Lines in a text; a final newline does not begin another one. */
export function lineCount(text: string): number {
  if (text === "") return 0;
  let lines = text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
