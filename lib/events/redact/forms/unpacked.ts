import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { lineStart, quotedAt } from "../values/value_at.ts";
import type { Named } from "./named.ts";

const NAMES = /^[ \t]*(?:\w{2,8}[ \t])?[([]?((?:[\w.]{1,40},[ \t]?){1,4})$/;
const REST = /(?:,[ \t]?[\w.]{1,40}){0,4}[)\]]?[ \t]{0,4}:?=[ \t]{0,4}[([]?(?=["'`])/y;
const COMMA = /["'`][ \t]{0,4},[ \t]{0,4}(?=["'`])/y;

/** `user, password = "jo", "…"`: names and values in the same order. */
export function unpacked(text: string, { start, end, name }: Named): readonly Span[] {
  const line = lineStart(text, start, 120);
  const before = line === -1 ? undefined : NAMES.exec(text.slice(line, start))?.[1];
  if (before === undefined) return [];
  REST.lastIndex = end;
  if (!REST.test(text)) return [];
  let value = quotedAt(text, REST.lastIndex);
  for (let count = before.split(",").length - 1; count > 0 && value !== null; count--) {
    COMMA.lastIndex = value.end;
    value = COMMA.test(text) ? quotedAt(text, COMMA.lastIndex) : null;
  }
  return value !== null && isSecretValue(value, name, text)
    ? [{ start: value.start, end: value.end, kind: name.kind }]
    : [];
}
