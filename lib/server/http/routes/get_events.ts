import type { Handler } from "hono";
import { type AggregateAnswer, type EventsAnswer, SCHEMA_VERSION } from "../../../contract/http.ts";
import type { AggregateRequest, PageRequest, Store, TextPage } from "../../../store/store.ts";
import { badParameter, refuse } from "../../refusal.ts";
import { readQuery } from "../read_query.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** `GET /api/events?q=QUERY&after=ID|before=ID&limit=N`: one page of stored events. */
export function getEvents(store: Store, now: () => number): Handler {
  return async (context) => {
    const { q = "", ...query } = context.req.query();
    const bounds = readBounds(query);
    if (typeof bounds === "string") {
      return refuse(context, badParameter(bounds));
    }
    const wanted = readQuery(q, now());
    if ("error" in wanted) return refuse(context, { status: 400, error: wanted.error });
    const page = await store.pageText({ ...bounds, q: wanted.filter?.query });
    return context.body(answerText(store.id, page), 200, { "content-type": "application/json" });
  };
}

/**
 * `GET /api/events/tally?q=QUERY&since=MS&step=MS&calls=1&before=ID`: how much was stored when, and
 * with `calls` of which tool and category, how long it took, and how often it failed.
 */
export function getAggregate(store: Store, now: () => number): Handler {
  return async (context) => {
    const { q = "", ...query } = context.req.query();
    const request = readAggregate(query);
    if (typeof request === "string") {
      return refuse(context, badParameter(request));
    }
    const wanted = readQuery(q, now());
    if ("error" in wanted) return refuse(context, { status: 400, error: wanted.error });
    const aggregate = await store.aggregate({ ...request, q: wanted.filter?.query });
    return context.json<AggregateAnswer>({
      schema_version: SCHEMA_VERSION,
      store: store.id,
      ...aggregate,
    });
  };
}

function readAggregate(
  { calls, ...query }: Readonly<Record<string, string>>,
): AggregateRequest | string {
  const numbers = readNumbers(
    query,
    ["since", "step", "before"],
    "q, since, step, calls and before",
  );
  return typeof numbers === "string" ? numbers : { ...numbers, calls: calls === "1" };
}

// Megabytes of events would hold everybody else up if they were parsed and put together again.
function answerText(id: string, { events, last, more }: TextPage): string {
  const answer: EventsAnswer = {
    schema_version: SCHEMA_VERSION,
    store: id,
    events: [],
    last,
    more,
  };
  return JSON.stringify(answer).replace('"events":[]', () => `"events":${events}`);
}

/** Understands the numbers among the query parameters; a text says what is wrong with them. */
function readBounds(query: Readonly<Record<string, string>>): PageRequest | string {
  const numbers = readNumbers(query, ["after", "before", "limit"], "q, after, before and limit");
  if (typeof numbers === "string") return numbers;
  const { after, before, limit = DEFAULT_LIMIT } = numbers;
  if (limit < 1 || limit > MAX_LIMIT) return `"limit" must be from 1 to ${MAX_LIMIT}`;
  if (after !== undefined && before !== undefined) {
    return 'Give "after" or "before", and not both';
  }
  if (after !== undefined) return { after, limit };
  return before === undefined ? { limit } : { before, limit };
}

function readNumbers(
  query: Readonly<Record<string, string>>,
  names: readonly string[],
  all: string,
): Readonly<Record<string, number>> | string {
  for (const [name, text] of Object.entries(query)) {
    if (!names.includes(name)) return `There is no parameter "${name}": use ${all}`;
    if (!/^\d{1,15}$/.test(text)) return `"${name}" must be a whole number, and is "${text}"`;
  }
  return Object.fromEntries(Object.entries(query).map(([name, text]) => [name, Number(text)]));
}
