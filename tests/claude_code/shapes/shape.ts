/** What a release of Claude Code sends and knows, without any values: names and types alone. */
export interface Shape {
  readonly version: string;
  /** All kinds of hooks that the program knows, by its own code. */
  readonly kinds: readonly string[];
  /** Names by what they belong to, such as `hook PreToolUse` or `telemetry api_request`. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** Gathers names; what was gathered is sorted, so that two runs can be compared. */
export interface ShapeGatherer {
  /** Adds the fields of an object to what belongs to `owner`. */
  add(owner: string, value: unknown): void;
  /** Adds a name that is no field, such as a value out of a few: `type=permission_prompt`. */
  addName(owner: string, name: string): void;
  /** Whether that was added. */
  has(owner: string, name: string): boolean;
  shape(version: string, kinds: readonly string[]): Shape;
}

/** What belongs to tools, servers and people, and not to the release. */
const OPAQUE = new Set([
  "tool_input",
  "tool_response",
  "content",
  "requested_schema",
  "tool_calls",
]);

/** Makes an empty {@linkcode ShapeGatherer}. */
export function makeShapeGatherer(): ShapeGatherer {
  const found = new Map<string, Set<string>>();
  const addName = (owner: string, name: string) => {
    found.set(owner, (found.get(owner) ?? new Set()).add(name));
  };
  return {
    add(owner, value) {
      for (const field of fieldsOf(value, "")) addName(owner, field);
    },
    addName,
    has: (owner, name) => found.get(owner)?.has(name) ?? false,
    shape(version, kinds) {
      const owners = [...found].sort(([left], [right]) => left < right ? -1 : 1);
      const fields = Object.fromEntries(owners.map(([owner, names]) => [owner, [...names].sort()]));
      return { version, kinds: kinds.toSorted(), fields };
    },
  };
}

/** Paths and types: `a.b: string`, `list[].c: number`. */
function fieldsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, `${path}[]`));
  if (typeof value !== "object" || value === null) {
    return path === "" ? [] : [`${path}: ${value === null ? "null" : typeof value}`];
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    const inside = path === "" ? name : `${path}.${name}`;
    return OPAQUE.has(name) ? [`${inside}: …`] : fieldsOf(inner, inside);
  });
}

/**
 * What differs between two shapes, one line each.
 *
 * @returns `+` for what only the newer one has, `-` for what only the older one has
 */
export function compareShapes(older: Shape, newer: Shape): string[] {
  const owners = [...new Set([...Object.keys(older.fields), ...Object.keys(newer.fields)])].sort();
  return [
    ...compareNames("kind of hook", older.kinds, newer.kinds),
    ...owners.flatMap((owner) =>
      compareNames(owner, older.fields[owner] ?? [], newer.fields[owner] ?? [])
    ),
  ];
}

function compareNames(owner: string, older: readonly string[], newer: readonly string[]): string[] {
  return [
    ...older.filter((name) => !newer.includes(name)).map((name) => `- ${owner}: ${name}`),
    ...newer.filter((name) => !older.includes(name)).map((name) => `+ ${owner}: ${name}`),
  ];
}
