/** A value where a text goes on after a name and its separator. */
export interface Value {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isQuoted: boolean;
}

/** A longer value is replaced up to here; what is behind it is no password. */
const MAX_VALUE = 4096;

/** A quote may stand in JSON within JSON, after string prefixes of Python, C# and Rust. */
const QUOTE =
  /(?:[rbfuRBFULNE@$]{1,2}(?=["'`]))?(\\{1,7}u00(?=22|27)|\\{0,15}|%(?=22|27)|&(?=quot;|#39;|apos;))(["'`]|22|27|quot;|#39;|apos;)/y;

const BARE = /[^\s"'`,;(){}[\]<>\\|「」『』“”„«»]{1,4096}/y;

/** As above, where what stands around it is URL encoded or in the query of a URL. */
const BARE_IN_URL = /[^\s"'`,;(){}[\]<>\\|&]{1,4096}/y;

/** Reads the value at a place; `null` where there is none. */
export function valueAt(text: string, at: number, isInUrl = false): Value | null {
  return quotedAt(text, at) ?? bareAt(text, at, isInUrl);
}

/** Reads a value in quotes, up to the same quote on the same level of JSON in JSON. */
export function quotedAt(text: string, at: number): Value | null {
  QUOTE.lastIndex = at;
  const opening = QUOTE.exec(text);
  if (opening === null) return null;
  const [whole, escape = "", quote = ""] = opening;
  const isTriple = text.startsWith(quote + quote, at + whole.length) && escape === "";
  const start = at + whole.length + (isTriple ? 2 : 0);
  const limit = Math.min(text.length, start + MAX_VALUE);
  const close = isTriple ? quote.repeat(3) : escape + quote;
  let end = text.indexOf(close, start);
  while (end !== -1 && end < limit && isEscaped(text, end, escape)) {
    end = text.indexOf(close, end + 1);
  }
  if (end === -1 || end > limit) {
    // Cut off: as far as the line goes.
    const line = lineEnd(text, start, limit);
    return { start, end: line, text: text.slice(start, line), isQuoted: true };
  }
  return { start, end, text: text.slice(start, end), isQuoted: true };
}

function isEscaped(text: string, at: number, escape: string): boolean {
  if (escape !== "" && escape[0] !== "\\") return false;
  let before = 0;
  while (text[at - 1 - before] === "\\" && before < 64) before++;
  // On a deeper level a quote has more backslashes before it.
  return escape === "" ? before % 2 === 1 : before > 0;
}

/** Reads a value without quotes, up to the next space or sign of structure. */
function bareAt(text: string, at: number, isInUrl = false): Value | null {
  const pattern = isInUrl ? BARE_IN_URL : BARE;
  pattern.lastIndex = at;
  let value = pattern.exec(text)?.[0];
  if (value === undefined) return null;
  // deno-lint-ignore no-control-regex
  const encodedEnd = /%(?:26|22|27|0A|0D|3B)|&\w+[=;]|\x1b|&quot;/i.exec(value);
  if (encodedEnd !== null) value = value.slice(0, encodedEnd.index);
  value = value.replace(/(?:(?<!\.)[.:!?。．，、]|%20.*|です.*)$/u, "");
  const bold = /^(\*{1,2}|__)([^*]{3,})\1$/.exec(value);
  if (bold !== null) {
    const [, sign = "", inner = ""] = bold;
    const start = at + sign.length;
    return { start, end: start + inner.length, text: inner, isQuoted: false };
  }
  return value === "" ? null : { start: at, end: at + value.length, text: value, isQuoted: false };
}

/** The end of the line that a place is on. */
export function lineEnd(text: string, at: number, limit = text.length): number {
  for (let index = at; index < limit; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 10 || unit === 13) return index;
  }
  return limit;
}

/** The beginning of the line that a place is on; `-1` where it is further away than `reach`. */
export function lineStart(text: string, at: number, reach: number): number {
  const least = Math.max(0, at - reach);
  for (let index = at - 1; index >= least; index--) {
    if (text.charCodeAt(index) === 10) return index + 1;
  }
  return least === 0 ? 0 : -1;
}
