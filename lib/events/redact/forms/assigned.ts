import type { Span } from "../span.ts";
import { isSlug } from "../values/ordinary.ts";
import { isSecretValue, type Standing } from "../values/is_secret_value.ts";
import { type Value, valueAt } from "../values/value_at.ts";
import { cookieValue, credentialsValue } from "./header_value.ts";
import { besideUser } from "./beside_user.ts";
import type { Named } from "./named.ts";
import { afterAssignment, afterClosers } from "./separators.ts";
import { nestedValues } from "./nested_values.ts";
import { onNextLines } from "./on_next_lines.ts";

/** `NAME=value`, `"name": "value"`, `name: value` and what goes on over lines, lists and objects. */
export function assigned(text: string, named: Named): readonly Span[] {
  const after = afterClosers(text, named.end);
  const start = afterAssignment(text, after, after > named.end);
  if (start === -1 || isPartOfPath(text, named, after, start) || closesQuote(text, named, start)) {
    return [];
  }
  const { name } = named;
  const next = text[start];
  // `${NAME:?message}`
  if (text.slice(named.start - 2, named.start) === "${" && /[?+]/.test(next ?? "")) return [];
  if (name.strength === "cookie") return cookieValue(text, start);
  if (/authorization$/i.test(named.text)) return credentialsValue(text, start);
  if (next === "[" || next === "{") return nestedValues(text, start, name);
  const standing = standingOf(text, named, after, start);
  if (/^[|>]?[+-]?\d?[ \t]*(?:#.*)?(?:[\r\n]|\\n)/.test(text.slice(start, start + 80))) {
    return onNextLines(text, start, named, after > named.end);
  }
  const value = valueAt(text, start, isInUrl(text, named, after, start));
  if (value === null) return [];
  if (!value.isQuoted && name.kind === "passphrase") {
    const words = wordsAt(text, start);
    if (words !== null) return [{ ...words, kind: name.kind }];
  }
  if (!isSecretValue(value, name, text, standing)) {
    return name.kind === "credentials" ? besideUser(text, start, name.kind) : [];
  }
  // `PASS: test_of_something_2`
  if (
    /^pass$/i.test(named.text) &&
    (value.isQuoted ? /\s/.test(value.text) : isSlug(value.text) || /^\d+$/.test(value.text))
  ) return [];
  const spans = [{ start: value.start, end: value.end, kind: name.kind }];
  return name.isPlural && !value.isQuoted ? [...spans, ...further(text, value, named)] : spans;
}

// `arn:aws:secretsmanager:…:secret:name`, `cache:token:name`.
function isPartOfPath(text: string, { start }: Named, after: number, valueStart: number): boolean {
  return text[after] === ":" && valueStart === after + 1 && /[:/]/.test(text[start - 1] ?? "");
}

/** `grep 'password=' file`: the quote is not that of a value. */
function closesQuote(text: string, { start }: Named, valueStart: number): boolean {
  const quote = text[valueStart] ?? "";
  if (!/["'`]/.test(quote) || !/[=:]\s?$/.test(text.slice(valueStart - 2, valueStart))) {
    return false;
  }
  const from = Math.max(0, start - 300);
  const before = text.slice(from, start);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return line.split(quote).length % 2 === 0 &&
    text.slice(valueStart + 1, valueStart + 2).search(/[\s|,;)\]+]|$/) === 0;
}

function standingOf(text: string, { text: name }: Named, after: number, start: number): Standing {
  const isEnvironment = text[after] === "=" && start <= after + 2 && /^[A-Z][A-Z0-9_]*$/.test(name);
  return { isEnvironment };
}

function isInUrl(text: string, { start }: Named, after: number, valueStart: number): boolean {
  return /[?&#]/.test(text[start - 1] ?? "") || text[after] === "%" ||
    (text[valueStart - 1] === "=" &&
      /^[^\s"']{1,200}&\w+=/.test(text.slice(valueStart, valueStart + 260)));
}

function wordsAt(text: string, at: number): { start: number; end: number } | null {
  const pattern = /[a-z]{3,9}(?:[ ,-]{1,2}[a-z]{3,9}){2,23}(?![\w.])/y;
  pattern.lastIndex = at;
  const words = pattern.exec(text)?.[0];
  return words === undefined || /\b(?:the|must|should|your|is|for|with)\b/.test(words)
    ? null
    : { start: at, end: at + words.length };
}

/** Values of a list in running text: `codes: a, b, c`. */
function further(text: string, first: Value, { name }: Named): Span[] {
  const spans: Span[] = [];
  let at = first.end;
  while (spans.length < 50) {
    const gap = text.slice(at, at + 4);
    const comma = /^,[ \t]{1,3}/.exec(gap)?.[0] ??
      (name.kind === "code" ? /^[ \t]{1,3}(?=\w)/.exec(gap)?.[0] : undefined);
    const value = comma === undefined ? null : valueAt(text, at + comma.length);
    if (value === null || !isSecretValue(value, { ...name, isPlural: false }, text)) break;
    spans.push({ start: value.start, end: value.end, kind: name.kind });
    at = value.end;
  }
  return spans;
}
