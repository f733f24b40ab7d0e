import { classifyProcess } from "../../ports/classify.ts";
import { UserError } from "../../user_error.ts";

/**
 * Adds a `class` to each line of an NDJSON text that describes a process.
 *
 * @param name of the text's file, for messages
 * @throws {UserError} for a line that is no description of a process
 */
export function classifyLines(text: string, name: string): Record<string, unknown>[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const value = parseLine(line);
    if (value === null) {
      throw new UserError(`Line ${index + 1} of "${name}" describes no process`, {
        code: "failed",
        hint: 'Write each line as {"pid":4711,"command":"python3 server.py","cwd":"/home/ann"}',
      });
    }
    const { command, cwd } = value;
    const argv = String(command).split(/\s+/).filter((word) => word !== "");
    const folder = typeof cwd === "string" ? cwd : null;
    return [{ ...value, class: classifyProcess({ argv, cwd: folder }) }];
  });
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    const fits = typeof value === "object" && value !== null && "command" in value &&
      typeof value.command === "string";
    return fits ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}
