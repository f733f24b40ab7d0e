import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { lineEnd, lineStart, quotedAt, valueAt } from "../values/value_at.ts";
import type { Named } from "./named.ts";
import { afterNewLine } from "./separators.ts";

const MAX_LINES = 60;

/**
 * The value of a name that begins on the next line: in JSON a text, in YAML a text, a block or a
 * list that is indented further.
 */
export function onNextLines(
  text: string,
  at: number,
  named: Named,
  isNameQuoted: boolean,
): readonly Span[] {
  const { name } = named;
  const isBlock = /[|>]/.test(text[at] ?? "");
  const line = lineEnd(text, at);
  const start = afterNewLine(text, isBlock ? line : at);
  if (start === -1 || start >= text.length) return [];
  if (isNameQuoted && !isBlock) {
    const value = quotedAt(text, start);
    return value !== null && isSecretValue(value, name, text)
      ? [{ start: value.start, end: value.end, kind: name.kind }]
      : [];
  }
  const outer = indentAt(text, named.start);
  if (isBlock) return block(text, line, outer, name.kind);
  if (indentAt(text, start) < outer || (indentAt(text, start) === outer && text[start] !== "-")) {
    return [];
  }
  return listed(text, start, named);
}

function block(text: string, line: number, outer: number, kind: string): readonly Span[] {
  let end = line;
  let start = -1;
  for (let count = 0; count < MAX_LINES && end < text.length; count++) {
    const next = afterNewLine(text, end);
    if (next === -1 || (indentAt(text, next) <= outer && !/[\r\n]/.test(text[next] ?? ""))) break;
    if (start === -1) start = next;
    end = lineEnd(text, next);
  }
  if (
    start === -1 || end - start < 4 || /^\[redacted|^\$\{|^\{\{/.test(text.slice(start, start + 10))
  ) return [];
  return [{ start, end, kind }];
}

function listed(text: string, first: number, { name }: Named): readonly Span[] {
  const spans: Span[] = [];
  let start = first;
  for (let count = 0; count < MAX_LINES; count++) {
    const item = /^-[ \t]{1,8}/.exec(text.slice(start, start + 9))?.[0] ?? "";
    const end = lineEnd(text, start);
    // Structure of its own.
    if (/^[\w"'-]{1,60}:(?:\s|$)/.test(text.slice(start + item.length, start + item.length + 80))) {
      break;
    }
    const value = valueAt(text, start + item.length);
    if (value === null || /\S/.test(text.slice(value.end, end).replace(/^["']?\s*(?:#.*)?/, ""))) {
      break;
    }
    if (isSecretValue(value, { ...name, isPlural: false }, text)) {
      spans.push({ start: value.start, end: value.end, kind: name.kind });
    }
    const next = afterNewLine(text, end);
    if (item === "" || next === -1 || text[next] !== "-") break;
    start = next;
  }
  return spans;
}

/** Spaces before the first sign on the line that a place is on. */
function indentAt(text: string, at: number): number {
  const start = lineStart(text, at, 400);
  // Whoever looks from the middle of a very long line, looks at no YAML.
  if (start === -1) return 400;
  return /^[ \t]*(?:- )?/.exec(text.slice(start, at + 1))?.[0].length ?? 0;
}
