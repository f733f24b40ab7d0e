import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { isOpaque } from "../values/ordinary.ts";
import { lineStart, valueAt } from "../values/value_at.ts";
import type { Named } from "./named.ts";

/** The rest of a line that is a heading, perhaps underlined, and the beginning of the next text. */
const HEADING =
  /[*_:]{0,3}[ \t]{0,8}\r?\n(?:[-=~]{3,40}[ \t]{0,8}\r?\n|[ \t]{0,8}\r?\n)?[ \t]{0,8}/y;

/** A name that is a heading, and below it a line with nothing but its value. */
export function headed(text: string, { start, end, name }: Named): readonly Span[] {
  const line = lineStart(text, start, 40);
  if (line === -1 || !/^[#*_\s]{0,8}(?:[A-Za-z]+ ){0,2}$/.test(text.slice(line, start))) return [];
  HEADING.lastIndex = end;
  if (!HEADING.test(text)) return [];
  const value = valueAt(text, HEADING.lastIndex);
  if (value === null || !isOpaque(value.text) || !/\d/.test(value.text)) return [];
  const isAlone = /^["'`]?[ \t]{0,8}(?:[\r\n]|$)/.test(text.slice(value.end, value.end + 12));
  return isAlone && isSecretValue(value, name, text)
    ? [{ start: value.start, end: value.end, kind: name.kind }]
    : [];
}
