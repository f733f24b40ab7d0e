import { redactText } from "./redact_text.ts";

/**
 * Replaces the secrets in the texts and names of a JSON text that this program itself has written.
 *
 * @throws {SyntaxError} when it is no JSON
 */
export function redactJson(json: string): string {
  return JSON.stringify(JSON.parse(json, (_, value: unknown) => {
    if (typeof value === "string") return redactText(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    return entries.every(([name]) => redactText(name) === name)
      ? value
      : Object.fromEntries(entries.map(([name, part]) => [redactText(name), part]));
  }));
}
