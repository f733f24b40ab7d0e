import { typedValue } from "../../events/query/quote_value.ts";
import { CATEGORIES, STATUSES } from "../../events/event.ts";
import { folderName } from "../reading/text.ts";
import type { Row } from "../rows/row.ts";

/** One way to go on with a query. */
export interface Suggestion {
  /** What stands instead of the word at the cursor. */
  readonly text: string;
  readonly about: string;
}

const FIELDS: readonly Suggestion[] = [
  { text: "tool:", about: "which tool, as tool:Bash" },
  { text: "status:", about: "ok, error or running" },
  { text: "agent:", about: "which agent, by the beginning of its name" },
  { text: "type:", about: "which kind of event" },
  { text: "category:", about: "agent, tool, session …" },
  { text: "project:", about: "which project, by its folder" },
  { text: "session:", about: "which session, by the beginning of its id" },
  { text: "duration:", about: "how long, as duration:>2s" },
  { text: "since:", about: "from when, as since:1h or since:14:30" },
  { text: "until:", about: "until when" },
  { text: "has:", about: "has the field at all, as has:duration" },
];

/** Rows that values are gathered from: the latest. */
const LOOKED_AT = 4000;
const SHOWN = 8;

/** Where the word at the cursor begins in a query. */
export function wordStart(query: string, cursor: number): number {
  return Math.max(query.lastIndexOf(" ", cursor - 1), query.lastIndexOf("(", cursor - 1)) + 1;
}

/** How the word at the cursor may go on: names of fields, or values that were seen. */
export function suggest(word: string, rows: readonly Row[]): readonly Suggestion[] {
  const sign = word.startsWith("-") ? "-" : "";
  const plain = word.slice(sign.length).toLowerCase();
  const colon = plain.indexOf(":");
  if (plain === "") return [];
  const found = colon === -1
    ? FIELDS.filter(({ text }) => text.startsWith(plain))
    : valuesOf(plain.slice(0, colon), rows)
      .filter((value) => value.toLowerCase().startsWith(plain.slice(colon + 1)))
      .map((value) => ({ text: `${plain.slice(0, colon + 1)}${typedValue(value)}`, about: "" }));
  return found.filter(({ text }) => text !== plain).slice(0, SHOWN)
    .map((suggestion) => ({ ...suggestion, text: sign + suggestion.text }));
}

function valuesOf(field: string, rows: readonly Row[]): readonly string[] {
  if (field === "status") return STATUSES;
  if (field === "category") return CATEGORIES;
  const values = new Map<string, number>();
  for (const row of rows.slice(-LOOKED_AT)) {
    const value = valueOf(field, row);
    if (value !== undefined) values.set(value, (values.get(value) ?? 0) + 1);
  }
  return [...values].toSorted((a, b) => b[1] - a[1]).map(([value]) => value);
}

function valueOf(field: string, row: Row): string | undefined {
  switch (field) {
    case "tool":
      return row.tool;
    case "agent":
      return row.agent;
    case "type":
      return row.type;
    case "session":
      return row.session;
    case "project":
      return row.project === undefined ? undefined : folderName(row.project);
    default:
      return undefined;
  }
}
