import type { Json, JsonObject } from "../../events/event.ts";
import { bytesOf, MAX_BYTES } from "../../mcp/bounded_list.ts";

/** A value that is small enough, and where it was cut. */
export interface CutJson {
  readonly value: Json;
  /** The places by JSON Pointer (RFC 6901), at most 20. */
  readonly cut: readonly JsonObject[];
}

interface Bounds {
  /** UTF-16 units of a text. */
  readonly text: number;
  /** Items of an array, fields of an object. */
  readonly items: number;
  /** Objects and arrays within each other. */
  readonly depth: number;
}

/** Tried one after the other until the value is small enough; the last always makes it so. */
const BOUNDS: readonly [...Bounds[], Bounds] = [
  { text: 8_000, items: 200, depth: 20 },
  { text: 2_000, items: 100, depth: 12 },
  { text: 500, items: 40, depth: 8 },
  { text: 200, items: 15, depth: 4 },
  { text: 80, items: 8, depth: 2 },
];

const MAX_PLACES = 20;

/**
 * Cuts long texts, long lists and deep objects, so that a value has at most {@linkcode MAX_BYTES}.
 *
 * @param path the pointer of the value itself
 */
export function cutJson(value: Json, path: string): CutJson {
  let result: CutJson = { value: null, cut: [] };
  for (const bounds of BOUNDS) {
    const cut: JsonObject[] = [];
    result = {
      value: cutAt(value, { path, bounds, depth: 0, cut }),
      cut: cut.slice(0, MAX_PLACES),
    };
    if (bytesOf({ ...result }) <= MAX_BYTES) break;
  }
  return result;
}

interface At {
  readonly path: string;
  readonly bounds: Bounds;
  readonly depth: number;
  readonly cut: JsonObject[];
}

function cutAt(value: Json, at: At): Json {
  const { path, bounds, depth, cut } = at;
  if (typeof value === "string") {
    if (value.length <= bounds.text) return value;
    cut.push({ path, characters: value.length, shown: bounds.text });
    return `${value.slice(0, bounds.text)}…`.toWellFormed();
  }
  if (typeof value !== "object" || value === null) return value;
  const entries: readonly (readonly [string, Json])[] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : Object.entries(value);
  if (depth >= bounds.depth && entries.length > 0) {
    cut.push({ path, items: entries.length, shown: 0 });
    return "…";
  }
  if (entries.length > bounds.items) {
    cut.push({ path, items: entries.length, shown: bounds.items });
  }
  const shown = entries.slice(0, bounds.items).map(([name, inner]) =>
    [
      name.length <= bounds.text ? name : `${name.slice(0, bounds.text)}…`,
      cutAt(inner, { ...at, path: `${path}/${escapeStep(name)}`, depth: depth + 1 }),
    ] as const
  );
  return Array.isArray(value) ? shown.map(([, inner]) => inner) : Object.fromEntries(shown);
}

function escapeStep(name: string): string {
  return name.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The value at a JSON Pointer; `undefined` where there is none. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  let here: Json | undefined = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Array.isArray(here) ? here[Number(name)] : (here as JsonObject)[name];
  }
  return here;
}
