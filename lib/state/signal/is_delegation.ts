/** Whether a tool hands work to another agent. */
export function isDelegation(tool: string | undefined): boolean {
  return tool === "Agent" || tool === "Task";
}
