import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { isOpaque } from "../values/ordinary.ts";
import { quotedAt } from "../values/value_at.ts";
import { credentialsValue } from "./header_value.ts";
import type { Named } from "./named.ts";
import { afterClosers } from "./separators.ts";

const COMMA = /[ \t]{0,8}(?:,|:)\s{0,40}(?=[rbfu@$]{0,2}\\{0,15}["'`])/y;
const OPEN = /\(\s{0,20}(?=[rbfu@$]{0,2}\\{0,15}["'`])/y;

/** `define('NAME', 'value')`, `["--name", "value"]`, `setName("value")`, `.name("value")`. */
export function called(text: string, named: Named): readonly Span[] {
  const { start, end, name } = named;
  const after = afterClosers(text, end);
  const isMacro = /\bdefine\($/.test(text.slice(Math.max(0, start - 8), start));
  if (after === end && !isMacro) return set(text, named);
  COMMA.lastIndex = after;
  if (!COMMA.test(text)) return [];
  const at = COMMA.lastIndex;
  if (/authorization$/i.test(named.text)) return credentialsValue(text, at);
  const value = quotedAt(text, at);
  if (value === null || !isSecretValue(value, name, text)) return [];
  const before = text.slice(Math.max(0, start - 20), start);
  // In a list of names the next one is no value.
  const isSure = named.isOption || isMacro || /\(\s*\\*["'`]$/.test(before) || isOpaque(value.text);
  return isSure && !value.text.startsWith("-")
    ? [{ start: value.start, end: value.end, kind: name.kind }]
    : [];
}

function set(text: string, { start, end, name, text: word }: Named): readonly Span[] {
  OPEN.lastIndex = end;
  if (!OPEN.test(text)) return [];
  const isMethod = /[.:>]/.test(text[start - 1] ?? "");
  if (!isMethod && !/^(?:set|with|use|add)/i.test(word)) return [];
  const value = quotedAt(text, OPEN.lastIndex);
  if (value === null || !isSecretValue(value, name, text)) return [];
  if (name.strength !== "password" && !isOpaque(value.text)) return [];
  return [{ start: value.start, end: value.end, kind: name.kind }];
}
