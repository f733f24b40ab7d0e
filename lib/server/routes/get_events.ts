import type { Handler } from "hono";
import { type EventsAnswer, SCHEMA_VERSION } from "../../contract/http.ts";
import type { PageRequest, Store, TextPage } from "../../store/store.ts";
import { refuse } from "../answers.ts";
import { readQuery } from "../read_query.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

/** `GET /api/events?q=QUERY&after=ID|before=ID&limit=N`: one page of stored events. */
export function getEvents(store: Store, now: () => number): Handler {
  return async (context) => {
    const { q = "", ...query } = context.req.query();
    const bounds = readBounds(query);
    if (typeof bounds === "string") {
      return refuse(context, 400, { code: "bad_parameter", message: bounds });
    }
    const wanted = readQuery(q, now());
    if ("error" in wanted) return refuse(context, 400, wanted.error);
    const page = await store.pageText({ ...bounds, q: wanted.filter?.query });
    return context.body(answerText(store.id, page), 200, { "content-type": "application/json" });
  };
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
export function readBounds(query: Readonly<Record<string, string>>): PageRequest | string {
  const numbers: Record<string, number> = {};
  for (const [name, text] of Object.entries(query)) {
    if (name !== "after" && name !== "before" && name !== "limit") {
      return `There is no parameter "${name}": use q, after, before and limit`;
    }
    if (!/^\d{1,15}$/.test(text)) return `"${name}" must be a whole number, and is "${text}"`;
    numbers[name] = Number(text);
  }
  const { after, before, limit = DEFAULT_LIMIT } = numbers;
  if (limit < 1 || limit > MAX_LIMIT) return `"limit" must be from 1 to ${MAX_LIMIT}`;
  if (after !== undefined && before !== undefined) {
    return 'Give "after" or "before", and not both';
  }
  if (after !== undefined) return { after, limit };
  return before === undefined ? { limit } : { before, limit };
}
