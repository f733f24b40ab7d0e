import fc from "fast-check";
import { isJsonObject } from "../../../lib/events/json.ts";

/** JSON, and what is in the way of it. */
type Tree = unknown;

const understood = new URL("../../fixtures/events/understood.ndjson", import.meta.url);
const emitted = new URL("../../fixtures/emitters/objects.ndjson", import.meta.url);

async function linesOf(file: URL): Promise<readonly Record<string, unknown>[]> {
  return (await Deno.readTextFile(file)).trim().split("\n").map((line) => JSON.parse(line));
}

const attributes = [
  { key: "event.name", value: { stringValue: "tool_result" } },
  { key: "session.id", value: { stringValue: "5f0c1d2e-1111-4a4a-8b8b-000000000001" } },
  { key: "tool_name", value: { stringValue: "Bash" } },
  { key: "duration_ms", value: { intValue: "1250" } },
  { key: "cost_usd", value: { doubleValue: 0.0125 } },
  { key: "list", value: { arrayValue: { values: [{ boolValue: true }, { kvlistValue: {} }] } } },
];
const resource = { attributes: [{ key: "service.name", value: { stringValue: "claude-code" } }] };
const timeUnixNano = "1783000000250100000";
const point = { attributes, timeUnixNano, startTimeUnixNano: timeUnixNano, asDouble: 12.5 };

/** What Claude Code's telemetry exports. */
export const TELEMETRY: readonly Tree[] = [
  {
    resourceLogs: [{
      resource,
      scopeLogs: [{
        scope: { name: "com.anthropic.claude_code.events" },
        logRecords: [
          { timeUnixNano, body: { stringValue: "claude_code.tool_result" }, attributes },
          {
            observedTimeUnixNano: timeUnixNano,
            body: { stringValue: "claude_code.api_request" },
            attributes: [{ key: "event.name", value: { stringValue: "api_request" } }],
          },
        ],
      }],
    }],
  },
  {
    resourceMetrics: [{
      resource,
      scopeMetrics: [{
        metrics: [
          { name: "claude_code.token.usage", unit: "tokens", sum: { dataPoints: [point] } },
          { name: "claude_code.cost.usage", gauge: { dataPoints: [point] } },
          { name: "x", histogram: { dataPoints: [{ ...point, bucketCounts: ["1"] }] } },
        ],
      }],
    }],
  },
  {
    resourceSpans: [{
      resource,
      scopeSpans: [{
        spans: [{
          name: "tool",
          traceId: "5b8efff798038103d269b633813fc60c",
          spanId: "eee19b7ec3c1b174",
          startTimeUnixNano: timeUnixNano,
          endTimeUnixNano: "1783000001250100000",
          attributes,
          status: { code: 2 },
          events: [{ name: "e", timeUnixNano, attributes }],
        }],
      }],
    }],
  },
];

/** Bodies as real emitters send them, all ways in. */
export const SEEDS: readonly Tree[] = [
  ...TELEMETRY,
  ...(await linesOf(understood)).map(({ body }) => body),
  ...(await linesOf(emitted)).map(({ raw }) => JSON.parse(String(raw))),
];

/** A name that trips up careless code, or means something to some adapter. */
const oddNames = fc.constantFrom(
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length", "then", ""],
  ...["toJSON", "data", "type", "event", "subtype", "hook_event_name", "timestamp", "ts", "key"],
  ...["session_id", "tool_use_id", "tool_input", "tool_response", "resourceLogs", "attributes"],
  ...["_placeholder", "num", "source", "tool_name", "agent_id", "duration_ms", "timeUnixNano"],
);

const oddTexts = fc.oneof(
  fc.constantFrom(
    ...["\ud800", "\udfff\ud800x", "\u0000", "\u2028\u202e", "\ufeff", "\x1b[2J\x07", "%00", "NaN"],
    ...["-0", "1e999", "9999-12-31T23:59:59Z", "0000-00-00", "2026-02-30T25:61:61+99:99", "[]"],
    ...["1783000000000000000000", "__proto__", "Infinity", "-271821-04-20T00:00:00Z", "\\", '"'],
    ...[
      "sk-ant-api03-" + "a".repeat(95),
      "Bearer " + "b".repeat(40),
      "data:;base64," + "A".repeat(99),
    ],
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.nat({ max: 4 }).map((size) => "w\u00e4 ".repeat(10 ** size)),
);

const oddNumbers = fc.oneof(
  fc.constantFrom(
    ...[
      0,
      -0,
      -1,
      1e308,
      -1e308,
      5e-324,
      2 ** 31,
      2 ** 32,
      2 ** 53,
      -(2 ** 53),
      8.64e15,
      8.64e15 + 1,
    ],
    ...[-8.64e15 - 1, 1e21, 0.1, 253402300800000, -62135596800001, 1.7e18],
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const nested = fc.tuple(fc.constantFrom(3, 40, 400, 4_000), fc.boolean()).map(([depth, list]) => {
  let tree: Tree = "deep";
  for (let level = 0; level < depth; level++) tree = list ? [tree] : { data: tree };
  return tree;
});

/** What stands where something else was. */
const oddValues: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom<Tree>(null, true, false, [], {}, [[]], [null], { __proto__: null }),
  oddTexts,
  oddNumbers,
  fc.oneof({ weight: 1, arbitrary: nested }),
  fc.array(oddNumbers, { maxLength: 300 }),
  fc.constantFrom(...SEEDS),
);

/** One change somewhere in a tree. */
type Change = (tree: Tree) => Tree;

const inPlace: fc.Arbitrary<Change> = fc.oneof(
  oddValues.map((value) => () => value),
  fc.constant<Change>((tree) => [tree, tree]),
  fc.constant<Change>((tree) => JSON.stringify(tree) ?? ""),
  fc.constant<Change>((tree) => typeof tree === "string" ? Number(tree) || 0 : String(typeof tree)),
  fc.tuple(oddNames, oddValues).map(([name, value]) => (tree: Tree) =>
    isJsonObject(tree) ? entriesOf([...Object.entries(tree), [name, value]]) : { [name]: tree }
  ),
  oddNames.map((name) => (tree: Tree) =>
    isJsonObject(tree)
      ? entriesOf(Object.entries(tree).map(([own, value], at) => [at === 0 ? name : own, value]))
      : tree
  ),
  fc.constant<Change>((tree) =>
    isJsonObject(tree) ? entriesOf(Object.entries(tree).slice(1)) : tree
  ),
);

/** As an object literal, but for names such as `__proto__`, which stay names. */
function entriesOf(entries: readonly (readonly [string, Tree])[]): Tree {
  return Object.fromEntries(entries);
}

function changeAt(tree: Tree, place: number, change: Change): Tree {
  let left = place % (placesIn(tree) + 1);
  const walk = (inner: Tree): Tree => {
    if (left-- === 0) return change(inner);
    if (Array.isArray(inner)) return inner.map(walk);
    if (!isJsonObject(inner)) return inner;
    return entriesOf(Object.entries(inner).map(([name, value]) => [name, walk(value)]));
  };
  return walk(tree);
}

function placesIn(tree: Tree): number {
  const children = Array.isArray(tree) ? tree : isJsonObject(tree) ? Object.values(tree) : [];
  return children.reduce<number>((sum, child) => sum + placesIn(child) + 1, 0);
}

const FEW_PLACES = 200;

/** One of some bodies with up to four changes, anywhere in it. */
function treesFrom(seeds: readonly Tree[]): fc.Arbitrary<Tree> {
  return fc.tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), inPlace), { maxLength: 4 }),
  ).map(([seed, changes]) =>
    changes.reduce<Tree>(
      // Deep trees are not walked again: it is the server that shall cope with them.
      (tree, [place, change]) => tooDeep(tree) ? tree : changeAt(tree, place % FEW_PLACES, change),
      seed,
    )
  );
}

/** A real body with up to four changes, anywhere in it. */
export const trees: fc.Arbitrary<Tree> = treesFrom(SEEDS);

function tooDeep(tree: Tree): boolean {
  let level: readonly Tree[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > 60) return true;
    level = level.flatMap((inner) =>
      Array.isArray(inner) ? inner : isJsonObject(inner) ? Object.values(inner) : []
    );
  }
  return false;
}

const encoder = new TextEncoder();

/** Changes of a text that may end its being JSON. */
const spoilers: fc.Arbitrary<(bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>> = fc
  .oneof(
    fc.nat().map((at) => (bytes: Uint8Array<ArrayBuffer>) =>
      bytes.slice(0, at % (bytes.length + 1))
    ),
    fc.tuple(fc.nat(), fc.nat({ max: 255 })).map(
      ([at, byte]) => (bytes: Uint8Array<ArrayBuffer>) => {
        const changed = bytes.slice();
        changed[at % (bytes.length + 1)] = byte;
        return changed;
      },
    ),
    fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 6 })).map(
      ([at, more]) => (bytes: Uint8Array<ArrayBuffer>) => {
        const cut = at % (bytes.length + 1);
        return new Uint8Array([...bytes.slice(0, cut), ...more, ...bytes.slice(cut)]);
      },
    ),
    fc.constantFrom("\ufeff", " \n\t", "[", "{", '"', "}", "NaN", "//x\n").map(
      (text) => (bytes: Uint8Array<ArrayBuffer>) =>
        new Uint8Array([...encoder.encode(text), ...bytes]),
    ),
  );

/** The bytes of a body, and what they are the JSON of where they are one object. */
export interface FuzzBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tree: Tree | undefined;
}

/** Bodies made from these, and now and then from any other: mostly JSON, or nearly. */
export function bodiesFrom(seeds: readonly Tree[]): fc.Arbitrary<FuzzBody> {
  return fc.tuple(
    fc.oneof({ weight: 9, arbitrary: treesFrom(seeds) }, { weight: 1, arbitrary: trees }),
    fc.constantFrom("one", "one", "one", "array", "lines"),
    fc.option(spoilers, { freq: 3 }),
  ).map(([tree, form, spoil]) => {
    const text = textOf(tree);
    const whole = form === "one"
      ? text
      : form === "array"
      ? `[${text},${text},7]`
      : `${text}\n${text}`;
    const bytes = encoder.encode(whole);
    if (spoil !== null) return { bytes: spoil(bytes), tree: undefined };
    return { bytes, tree: form === "one" ? tree : undefined };
  });
}

/** Deeper than what `JSON.stringify` manages to write, trees are written by hand. */
function textOf(tree: Tree): string {
  try {
    return JSON.stringify(tree) ?? "null";
  } catch {
    return `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  }
}
