import type { Json, JsonObject } from "../../events/event.ts";
import { isJsonObject } from "../../events/json.ts";
import { attributesIn } from "./values.ts";

/** Deeper parts than these are left out. */
const MAX_LEVELS = 16;

/**
 * The fields of an OTLP message that an adapter does not read, so that nothing standard is lost.
 * What has its default value is left out: in OTLP that is the same as an absent field.
 *
 * @param read names that the adapter reads itself
 */
export function unreadFields(message: JsonObject, read: readonly string[]): JsonObject {
  const entries = Object.entries(message).flatMap(([name, value]): [string, Json][] => {
    if (read.includes(name) || isDefault(value)) return [];
    return [[name, plain(value, 0)]];
  });
  return Object.fromEntries(entries);
}

function isDefault(value: Json): boolean {
  return value === null || value === false || value === 0 || value === "" || value === "0" ||
    (Array.isArray(value) && value.length === 0);
}

/** Lists of attributes become objects: a secret is only known by its name. */
function plain(value: Json, level: number): Json {
  if (level > MAX_LEVELS) return null;
  if (Array.isArray(value)) return value.map((item) => plain(item, level + 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]): [string, Json] => [
      name,
      name === "attributes" ? attributesIn(value) : plain(part, level + 1),
    ]),
  );
}
