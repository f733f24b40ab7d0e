/** Tools whose whole purpose is to ask the person something: they last as long as the person takes. */
export const ASKING_TOOLS: readonly string[] = ["AskUserQuestion", "ExitPlanMode"];

/** Whether a tool does nothing but wait for the person. */
export function isAsking(tool: string | undefined): boolean {
  return tool !== undefined && ASKING_TOOLS.includes(tool);
}
