import type { Span } from "../span.ts";
import { isSecretValue } from "../values/is_secret_value.ts";
import { isOdd, isPlaceholder } from "../values/ordinary.ts";
import { lineEnd, lineStart } from "../values/value_at.ts";
import type { Named } from "./named.ts";

/** A cell ends behind the name. */
const AFTER_CELL = /^[`*"']{0,3}[ \t]{0,40}(?:[|│,;\t\r\n]|$)/;

const MAX_ROWS = 200;
const MAX_LINE = 2000;

/** Secrets in a table of Markdown or CSV: beside their name, or below it. */
export function inTable(text: string, named: Named): readonly Span[] {
  if (!AFTER_CELL.test(text.slice(named.end, named.end + 50))) return [];
  const start = lineStart(text, named.start, MAX_LINE);
  if (start === -1) return [];
  const end = lineEnd(text, named.end, named.end + MAX_LINE);
  const line = text.slice(start, end);
  if (/^\s*[|│]/.test(line)) {
    const beside = besideName(text, start, line, named);
    return beside.length > 0 ? beside : belowName(text, start, end, named, "|");
  }
  // As `psql` writes them.
  if (
    /^[\s\w]+(?:\|[\s\w]+)+$/.test(line) &&
    /^\r?\n-+(?:\+-+)+\s*(?:\n|$)/.test(text.slice(end, end + 600))
  ) {
    return belowName(text, start, end, named, "|");
  }
  const sign =
    /^(?:\w[\w -]{0,60}|"\w[\w -]{0,60}")([,;\t])(?:(?:\w[\w -]{0,60}|"\w[\w -]{0,60}")\1)*(?:\w[\w -]{0,60}|"\w[\w -]{0,60}")$/
      .exec(line.trimEnd())?.[1];
  if (sign === undefined || (start > 0 && isRow(text, start - 1, line, sign))) return [];
  return belowName(text, start, end, named, sign);
}

/** A header is the first line of its table. */
function isRow(text: string, end: number, line: string, sign: string): boolean {
  const start = lineStart(text, end, MAX_LINE);
  return start === -1 ||
    text.slice(start, end).trimEnd().split(sign).length === line.trimEnd().split(sign).length;
}

/** `| NAME | value |` */
function besideName(text: string, start: number, line: string, named: Named): readonly Span[] {
  const behind = line.slice(named.end - start);
  const gap = /^[`*"]{0,3}\s{0,40}[|│]\s{0,40}[`*"]{0,3}/.exec(behind)?.[0];
  if (gap === undefined) return [];
  return cellSpan(text, named.end + gap.length, named);
}

/** Rows below a header: in Markdown below a line of dashes as well. */
function belowName(
  text: string,
  start: number,
  end: number,
  named: Named,
  sign: string,
): readonly Span[] {
  const spans: Span[] = [];
  const column = text.slice(start, named.start).split(sign).length - 1;
  const columns = text.slice(start, end).trimEnd().split(sign).length;
  let line = end;
  for (let row = 0; row < MAX_ROWS; row++) {
    const next = line + (text[line] === "\r" ? 2 : 1);
    line = lineEnd(text, next, next + MAX_LINE);
    const cells = text.slice(next, line).split(sign);
    if (sign === "|" && row === 0 && /^-+(?:\+-+)+\s*$/.test(text.slice(next, line))) continue;
    if (next >= text.length || cells.length !== columns || columns < 2) break;
    if (sign === "|" && row === 0) {
      if (!/^[\s|:-]+$/.test(text.slice(next, line))) break;
      continue;
    }
    const before = cells.slice(0, column).join(sign).length + (column === 0 ? 0 : 1);
    const lead = /^[\s`"']*/.exec(cells[column] ?? "")?.[0].length ?? 0;
    spans.push(...cellSpan(text, next + before + lead, named));
  }
  return spans;
}

const CELL = /[^\s|,;"'`]{4,500}/y;

function cellSpan(text: string, at: number, { name }: Named): readonly Span[] {
  CELL.lastIndex = at;
  const cell = CELL.exec(text)?.[0];
  if (cell === undefined || isPlaceholder(cell) || !isOdd(cell) || !/\d/.test(cell)) return [];
  if (
    /^[`"']{0,2}[ ]{1,3}[\w(](?![ \t]*[|│])/.test(
      text.slice(at + cell.length, at + cell.length + 8),
    )
  ) {
    return [];
  }
  const value = { start: at, end: at + cell.length, text: cell, isQuoted: true };
  return isSecretValue(value, name, text, { isOption: true })
    ? [{ start: at, end: value.end, kind: name.kind }]
    : [];
}
