/** A path as people say it: within its project without the project, in any system's spelling. */
export function shortPath(path: string, project?: string): string {
  if (project === undefined || project === "") return path;
  const folder = project.replace(/[/\\]+$/, "");
  const rest = path.slice(folder.length);
  if (!path.startsWith(folder) || (rest !== "" && !/^[/\\]/.test(rest))) return path;
  return rest.replace(/^[/\\]+/, "") || ".";
}
