import type { JsonObject } from "../events/event.ts";
import { field } from "../events/json.ts";

/** How a server was set up, by the names of its options; what is secret has no place here. */
export type Configuration = JsonObject;

/**
 * What is set otherwise than before, as one line: `keep-days: 7 (was 30)`.
 *
 * @returns `null` when nothing is
 */
export function describeChange(before: Configuration, after: Configuration): string | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = names.flatMap((name) => {
    const [was, is] = [inWords(field(before, name)), inWords(field(after, name))];
    return was === is ? [] : [`${name}: ${is} (was ${was})`];
  });
  return changes.length === 0 ? null : changes.join(", ");
}

function inWords(value: JsonObject[string] | undefined): string {
  if (value === undefined || value === null) return "not set";
  return typeof value === "string" ? value : JSON.stringify(value);
}
