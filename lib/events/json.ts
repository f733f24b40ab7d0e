import type { Json, JsonObject } from "./event.ts";

/** Whether a value is a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const NOTHING: JsonObject = {};

/** An object's field that is an object itself; empty where it is not. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const value = field(object, name);
  return isJsonObject(value) ? value : NOTHING;
}

const HAS_SOMETHING = /\S/;

/** The first of the fields that is a text with something in it. */
export function textIn(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = field(object, name);
    if (typeof value === "string" && HAS_SOMETHING.test(value)) return value;
  }
  return undefined;
}

/** The first of the fields that is a finite number. */
export function numberIn(object: JsonObject, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = field(object, name);
    if (typeof value === "number" && Number.isFinite(value)) return value;
  }
  return undefined;
}

/** An object's own field: a JSON object may have no `toString`, and may have a `__proto__`. */
export function field(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
