import type { Json, JsonObject } from "../events/event.ts";
import { UserError } from "../user_error.ts";
import { quoted } from "./quoted.ts";
import { ArgumentError, readArguments } from "./read_arguments.ts";
import type { Tool } from "./tool.ts";

/**
 * Calls a tool and makes a `CallToolResult` of what it says: structured, and the same as text. What
 * it could not do is a result as well, which the model reads, and not an error of the protocol.
 */
export async function callTool(
  tool: Tool,
  args: Json | undefined,
  signal: AbortSignal,
): Promise<JsonObject> {
  try {
    const answer = quoted(await tool.call(readArguments(args, tool.arguments), signal));
    return { content: [textBlock(JSON.stringify(answer))], structuredContent: answer };
  } catch (error) {
    return { content: [textBlock(`${quoted(wordsFor(error))}`)], isError: true };
  }
}

function textBlock(text: string): JsonObject {
  return { type: "text", text };
}

function wordsFor(error: unknown): string {
  if (error instanceof ArgumentError) return error.message;
  if (error instanceof UserError) {
    const { message, reason, hint, details } = error;
    return [
      message,
      ...(reason === undefined ? [] : [`Reason: ${reason}`]),
      ...(hint === undefined ? [] : [`What to do: ${hint}`]),
      ...details,
    ].join("\n");
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `Something unexpected went wrong inside mpm-monitor: ${reason}`;
}
