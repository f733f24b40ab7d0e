import { assert, assertEquals } from "@std/assert";
import type { JsonObject } from "../../lib/events/event.ts";
import { compileLinear } from "../../lib/events/query/linear_regex.ts";
import { compileQuery, parseQuery } from "../../lib/events/query/mod.ts";
import { EVENT_TYPES } from "../../lib/events/types.ts";
import {
  fromClaudeHook,
  fromEventsApi,
  fromSocket,
  fromStatusLine,
} from "../../lib/ingest/adapters.ts";
import { fromOtlp, type TelemetryKind } from "../../lib/ingest/otlp/from_otlp.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";

const CONTEXT = { received: 1_800_000_000_000 };

function page(name: string): Promise<string> {
  return Deno.readTextFile(new URL(`../../docs/${name}`, import.meta.url));
}

function understood(way: string, body: JsonObject): readonly NewEvent[] {
  const [kind, detail = ""] = way.split(":");
  switch (kind) {
    case "hook":
      return fromClaudeHook(body, CONTEXT);
    case "events":
      return fromEventsApi(body, CONTEXT);
    case "socket":
      return fromSocket(detail, body, CONTEXT);
    case "statusline":
      return fromStatusLine(body, CONTEXT);
    case "otlp":
      return fromOtlp(detail as TelemetryKind, body, CONTEXT);
    default:
      throw new Error(`There is no way in called ${way}`);
  }
}

Deno.test("docs/events.md shows what becomes of what comes in", async () => {
  const text = await page("events.md");
  const pairs = [...text.matchAll(/```json in=(\S+)\n([^`]+)```\n\n```json event\n([^`]+)```/g)];
  assert(pairs.length >= 8, `${pairs.length} pairs`);
  assertEquals(text.match(/```json in=/g)?.length, pairs.length);
  for (const [, way = "", input = "", output = ""] of pairs) {
    const [event] = understood(way, JSON.parse(input));
    const draft: Readonly<Record<string, unknown>> = { ...event?.draft };
    const wanted: JsonObject = JSON.parse(output);
    assertEquals(
      Object.fromEntries(Object.keys(wanted).map((name) => [name, draft[name]])),
      wanted,
    );
  }
});

Deno.test("docs/events.md lists all types, with their categories and names", async () => {
  const text = await page("events.md");
  const rows = [...text.matchAll(/^\| `([a-z.]+)` +\| (\w+) +\| ([^|]+?) +\| ([^|]*?) *\|$/gm)];
  const listed = rows.map(([, type, category, label, names = ""]) => [
    type,
    category,
    label,
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  ]);
  assertEquals(
    listed,
    Object.entries(EVENT_TYPES).map(([type, { category, label, names }]) => [
      type,
      category,
      label,
      [...names],
    ]),
  );
});

Deno.test("docs/queries.md shows queries that are understood", async () => {
  const text = await page("queries.md");
  // Within a table a bar must be escaped, which a code span then shows.
  const queries = [...text.matchAll(/^\| `((?:[^`])+)` +\| /gm)].map(([, query = ""]) =>
    query.replaceAll("\\|", "|")
  );
  assert(queries.length > 20, `${queries.length} queries`);
  for (const query of queries) compileQuery(parseQuery(query, CONTEXT.received), compileLinear);
});
