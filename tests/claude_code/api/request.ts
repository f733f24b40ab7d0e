import { isJsonObject } from "../../../lib/events/json.ts";

/** The items of an array; none where it is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text of a message's content, which is a string or a list of blocks. */
export function text(content: unknown): string {
  if (typeof content === "string") return content;
  return list(content)
    .map((block) => isJsonObject(block) && typeof block["text"] === "string" ? block["text"] : "")
    .filter((part) => part !== "")
    .join("\n");
}
