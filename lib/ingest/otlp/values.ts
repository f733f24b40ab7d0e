import type { Json, JsonObject } from "../../events/event.ts";
import { field, isJsonObject } from "../../events/json.ts";

/** Deeper attribute values than these are left out. */
const MAX_LEVELS = 16;

/** The objects in a field that should hold a list of them. */
export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const list = field(object, name);
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

/** OTLP's list of keys and values as an object. */
export function attributesIn(object: JsonObject, name = "attributes", level = 0): JsonObject {
  const entries = objectsIn(object, name).flatMap((entry): [string, Json][] => {
    const key = field(entry, "key");
    const value = anyValue(field(entry, "value"), level);
    return typeof key === "string" && value !== undefined ? [[key, value]] : [];
  });
  return Object.fromEntries(entries);
}

/** OTLP's wrapped value as plain JSON; whole numbers come as text there. */
export function anyValue(value: Json | undefined, level = 0): Json | undefined {
  if (!isJsonObject(value) || level > MAX_LEVELS) return undefined;
  const [kind, content] = Object.entries(value)[0] ?? [];
  switch (kind) {
    case "stringValue":
    case "boolValue":
    case "doubleValue":
    case "bytesValue":
      return content;
    case "intValue":
      return exactInteger(content);
    case "arrayValue":
      return isJsonObject(content)
        ? objectsIn(content, "values").map((item) => anyValue(item, level + 1) ?? null)
        : undefined;
    case "kvlistValue":
      return isJsonObject(content) ? attributesIn(content, "values", level + 1) : undefined;
    default:
      return undefined;
  }
}

/** A whole number; one that a double cannot hold stays the text that it came as. */
export function exactInteger(value: Json | undefined): Json | undefined {
  const number = numberFrom(value);
  return number === undefined || !Number.isSafeInteger(number) ? value : number;
}

/** A number that may have come as text, as JSON carries 64 bits. */
export function numberFrom(value: Json | undefined): number | undefined {
  if (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** ns since 1970, as text or number, as whole ms; undefined for zero, which means unknown. */
export function timeFrom(value: Json | undefined): number | undefined {
  const nanoseconds = numberFrom(value);
  const time = nanoseconds === undefined ? 0 : Math.round(nanoseconds / 1e6);
  return time > 0 && time <= 8.64e15 ? time : undefined;
}
