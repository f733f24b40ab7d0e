/** A path as people say it: within its project without the project, in any system's spelling. */
export function shortPath(path: string, project?: string): string {
  if (project === undefined || project === "") return path;
  const folder = project.replace(/[/\\]+$/, "");
  const inside = path.startsWith(folder) && /^[/\\]/.test(path.slice(folder.length));
  return inside ? path.slice(folder.length).replace(/^[/\\]+/, "") : path;
}
