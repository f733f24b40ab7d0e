const EDITING: ReadonlySet<string> = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);

/** Whether a tool of Claude Code changes the file that it names. */
export function isEditing(tool: string | undefined): boolean {
  return tool !== undefined && EDITING.has(tool);
}
