import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Json, JsonObject } from "../../lib/events/event.ts";
import { CATEGORIES, STATUSES } from "../../lib/events/event.ts";
import { isJsonObject } from "../../lib/events/json.ts";
import { redactText } from "../../lib/events/redact/redact_text.ts";
import { compileLinear } from "../../lib/events/query/linear_regex.ts";
import { compileQuery, parseQuery, QueryError } from "../../lib/events/query/mod.ts";
import {
  fromClaudeHook,
  fromEventsApi,
  fromSocket,
  fromStatusLine,
} from "../../lib/ingest/adapters.ts";
import { fromOtlp } from "../../lib/ingest/otlp/from_otlp.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";
import { testDraft } from "../support/events.ts";

const CONTEXT = { received: 1_800_000_000_000, body: "b" };

/** More with `FUZZ_RUNS=200000`; `fuzz_ways_test.ts` does the same to a whole server. */
const RUNS = Number(Deno.env.get("FUZZ_RUNS") ?? 1500);

const fixture = new URL("../fixtures/events/understood.ndjson", import.meta.url);
const seeds: readonly JsonObject[] = (await Deno.readTextFile(fixture)).trim().split("\n")
  .map((line) => JSON.parse(line).body);

/** Names that adapters look at, and some that trip up careless code. */
const names = fc.oneof(
  fc.constantFrom(
    ...[
      "data",
      "type",
      "subtype",
      "event",
      "namespace",
      "hook_event_name",
      "hook_input_data",
      "key",
    ],
    ...[
      "source",
      "timestamp",
      "session_id",
      "cwd",
      "tool_name",
      "tool_input",
      "tool_response",
      "ts",
    ],
    ...[
      "tool_use_id",
      "correlation_id",
      "todos",
      "tool_calls",
      "questions",
      "workspace",
      "summary",
    ],
    ...["resourceLogs", "scopeLogs", "logRecords", "attributes", "value", "resource", "command"],
    ...["__proto__", "constructor", "toString", "hasOwnProperty", "length", ""],
  ),
  fc.string({ maxLength: 8 }),
);

const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Json>(
      null,
      true,
      false,
      0,
      -1,
      1e308,
      1783000000,
      "hook",
      "PreToolUse",
      "Bash",
    ),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(names, tie("value"), { maxKeys: 6 }),
  ),
})).value;

const objects = fc.dictionary(names, values, { maxKeys: 8 });

/** A known body in which one place holds something else. */
const mutated = fc.tuple(fc.constantFrom(...seeds), fc.nat(), values).map(
  ([seed, place, value]) => {
    let left = place % 40;
    const mutate = (json: Json): Json => {
      if (left-- === 0) return value;
      if (Array.isArray(json)) return json.map(mutate);
      if (!isJsonObject(json)) return json;
      return Object.fromEntries(Object.entries(json).map(([name, inner]) => [name, mutate(inner)]));
    };
    const result = mutate(seed);
    return isJsonObject(result) ? result : seed;
  },
);

const bodies = fc.oneof(objects, mutated);

function check(events: readonly NewEvent[], least: number): void {
  assert(events.length >= least);
  for (const { draft, key } of events) {
    assert(Number.isInteger(draft.ts) && draft.received === CONTEXT.received);
    assert(CATEGORIES.includes(draft.category));
    assert(draft.status === undefined || STATUSES.includes(draft.status));
    assert(draft.duration_ms === undefined || draft.duration_ms >= 0);
    assert(/^\S+$/.test(draft.type) && draft.type === draft.type.toLowerCase(), draft.type);
    assert(draft.summary !== "" && draft.summary.length <= 200, draft.summary);
    for (const text of [draft.summary, draft.session, draft.agent, draft.tool, draft.project]) {
      // deno-lint-ignore no-control-regex -- these would steer a terminal
      assert(text === undefined || !/[\u0000-\u001f\u007f-\u009f]/.test(text), text);
    }
    assert(key === undefined || typeof key === "string");
    assertEquals(typeof JSON.stringify(draft.data), "string");
  }
}

function fuzz(name: string, property: fc.IProperty<[JsonObject]>): void {
  Deno.test(`fuzz: ${name}`, () => {
    fc.assert(property, {
      numRuns: RUNS,
      interruptAfterTimeLimit: 60_000,
      markInterruptAsFailure: true,
    });
  });
}

fuzz(
  "fromEventsApi() understands any object",
  fc.property(bodies, (body) => check(fromEventsApi(body, CONTEXT), 1)),
);
fuzz(
  "fromClaudeHook() understands any object",
  fc.property(bodies, (body) => check(fromClaudeHook(body, CONTEXT), 1)),
);
fuzz(
  "fromSocket() understands any object",
  fc.property(bodies, (body) => check(fromSocket("claude_event", body, CONTEXT), 1)),
);
fuzz(
  "fromStatusLine() understands any object",
  fc.property(bodies, (body) => check(fromStatusLine(body, CONTEXT), 1)),
);
fuzz(
  "fromOtlp() passes over what it does not know",
  fc.property(bodies, (body) => {
    for (const kind of ["logs", "metrics", "traces"] as const) {
      check(fromOtlp(kind, body, CONTEXT), 0);
    }
  }),
);

Deno.test("fuzz: fromSocket() understands any name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      check(fromSocket(name, {}, CONTEXT), 1);
    }),
    { numRuns: RUNS },
  );
});

Deno.test("fuzz: redactText() changes nothing the second time", () => {
  const words = fc.constantFrom(
    ...[
      "password",
      "token",
      "=",
      ":",
      " ",
      "--",
      '"',
      "'",
      "hunter2!",
      "sk-ant-",
      "://",
      "@",
      "a:b",
    ],
    ...[
      "Authorization: ",
      "Bearer ",
      "cookie: ",
      "abcdefghij0123456789",
      "eyJ",
      ".",
      "\n",
      "[redacted]",
    ],
  );
  const texts = fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 12 });
  fc.assert(
    fc.property(texts, (parts) => {
      const once = redactText(parts.join(""));
      assertEquals(redactText(once), once);
    }),
    { numRuns: RUNS },
  );
});

Deno.test("fuzz: parseQuery() understands any text or points at what it does not", () => {
  const event = { id: 1, ...testDraft() };
  const parts = fc.constantFrom(
    ...[
      "npm",
      "OR",
      "AND",
      "-",
      "(",
      ")",
      '"',
      "/",
      "tool:",
      "duration:",
      ">2s",
      "since:",
      "1h",
      " ",
    ],
    ...["..", "*", "data.", "has:", "tool", "\\", "/a+/i", "NOT ", "id:", "5", ","],
  );
  const texts = fc.array(fc.oneof(parts, fc.string({ maxLength: 3 })), { maxLength: 12 })
    .map((list) => list.join(""));
  fc.assert(
    fc.property(texts, (text) => {
      try {
        compileQuery(parseQuery(text, CONTEXT.received), compileLinear)(event);
      } catch (error) {
        assert(error instanceof QueryError, `${error}`);
        assert(error.column >= 1 && error.column <= text.length + 1, `${error.column}`);
      }
    }),
    { numRuns: RUNS },
  );
});
