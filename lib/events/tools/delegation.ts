/** Tools that hand work to another agent. */
export const DELEGATING_TOOLS: readonly string[] = ["Task", "Agent"];

/** Whether a tool hands work to another agent. */
export function isDelegation(tool: string | undefined): boolean {
  return tool !== undefined && DELEGATING_TOOLS.includes(tool);
}
