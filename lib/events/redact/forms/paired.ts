import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { quotedAt, type Value, valueAt } from "../values/value_at.ts";
import { credentialsValue } from "./header_value.ts";
import type { Named } from "./named.ts";
import { afterClosers } from "./separators.ts";

/** How far name and value stand apart at most. */
const MAX_GAP = 300;

/** The name is itself a value: of `name`, `key` and such. */
const IS_NAME =
  /(?:name|key|id|header|field|property|variable|var|param(?:eter)?(?:key|name)?)\\{0,15}["']?\s{0,3}[:=]\s{0,3}\\{0,15}["']?(?:[\w-]{1,40}[.:/])*$/i;

/** Where its own value is, within the same object, tag or item of a list. */
const ITS_VALUE = /[\s,"'\\](?:(?:parameter)?val(?:ue)?|content)\\{0,15}["']?\s{0,3}[:=]\s{0,3}/i;

/** `{"name": "DB_PASSWORD", "value": "…"}`, `<add key="ApiKey" value="…"/>`, `- name: …`. */
export function paired(text: string, named: Named): readonly Span[] {
  const { start, end, name } = named;
  if (!IS_NAME.test(text.slice(Math.max(0, start - 60), start))) return [];
  const after = afterClosers(text, end);
  const at = valueAfter(text, after) ?? valueBefore(text, start);
  if (at === null) return [];
  if (/authorization$/i.test(named.text)) {
    const spans = credentialsValue(text, at);
    if (spans.length > 0) return spans;
  }
  const value: Value | null = text[at] === "{"
    ? quotedAt(
      text,
      at + (/^\{\s*\\*"\w+\\*"\s*:\s*/.exec(text.slice(at, at + 60))?.[0].length ?? 0),
    )
    : valueAt(text, at);
  return value !== null && isSecretValue(value, name, text, { isOption: true })
    ? [{ start: value.start, end: value.end, kind: name.kind }]
    : [];
}

function valueAfter(text: string, after: number): number | null {
  const part = text.slice(after, after + MAX_GAP);
  const own = part.slice(0, endOfOwn(part));
  const found = ITS_VALUE.exec(own);
  return found === null ? null : after + found.index + found[0].length;
}

// Up to the end of the object, the tag, or the item of a YAML list.
function endOfOwn(part: string): number | undefined {
  const end = part.search(/\}|>|\n[ \t]*-[ \t]|\n[ \t]*\n|\{(?!\s*\\*"\w*value)/i);
  return end === -1 ? undefined : end;
}

function valueBefore(text: string, start: number): number | null {
  const from = Math.max(0, start - MAX_GAP);
  const part = text.slice(from, start);
  const item = /(?:^|\n)[ \t]*(?:-[ \t]+)?value:[ \t]*(?=\S.*\n[ \t]*(?:name|key):[ \t]*["']?$)/
    .exec(part);
  if (item !== null) return from + item.index + item[0].length;
  const open = Math.max(part.lastIndexOf("{"), part.lastIndexOf("<"));
  if (open === -1) return null;
  const own = part.slice(open);
  if (/[}>]/.test(own)) return null;
  const found = /[\s,"'\\{]val(?:ue)?\\{0,15}["']?\s{0,3}[:=]\s{0,3}/i.exec(own);
  return found === null ? null : from + open + found.index + found[0].length;
}
