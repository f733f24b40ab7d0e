/** A word of a command, without its quotes. */
export interface ShellWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A command is looked at so far. */
const MAX_LENGTH = 4000;
const MAX_WORDS = 200;

/**
 * Splits a command from a place on, up to where it ends: at a new line that is not continued, or a
 * sign that begins another one. Texts of JSON have their quotes and new lines escaped.
 */
export function shellWords(
  text: string,
  from: number,
  to = text.length,
): { words: readonly ShellWord[]; end: number } {
  const words: ShellWord[] = [];
  const limit = Math.min(to, from + MAX_LENGTH);
  let at = from;
  while (at < limit && words.length < MAX_WORDS) {
    const continued = /^(?:\\{1,2}(?:\r?\n|n[ \t]*)|[`^]\r?\n)/.exec(text.slice(at, at + 4))?.[0];
    if (continued !== undefined && (/\s$/.test(continued) || text[at + 1] === "\\")) {
      at += continued.length;
    } else if (/[ \t]/.test(text[at] ?? "")) at++;
    else if (/[\r\n;|&<>()`]/.test(text[at] ?? "") || text.startsWith("\\n", at)) break;
    else {
      const word = wordAt(text, at, limit);
      words.push(word.word);
      at = word.next;
    }
  }
  return { words, end: at };
}

function wordAt(text: string, at: number, limit: number): { word: ShellWord; next: number } {
  const mark = /^\[redacted[^\]\r\n]{0,60}\]\S*/.exec(text.slice(at, at + 200))?.[0];
  if (mark !== undefined) {
    const end = at + mark.length;
    return { word: { text: mark, start: at, end }, next: end };
  }
  const quote = /^\\{0,7}["']/.exec(text.slice(at, at + 8))?.[0];
  if (quote !== undefined) {
    const start = at + quote.length;
    const close = text.indexOf(quote, start);
    if (close === -1 || close > limit) return cut(text, start, limit);
    return {
      word: { text: text.slice(start, close), start, end: close },
      next: close + quote.length,
    };
  }
  let end = at;
  while (end < limit && !/[\s;|&<>`]/.test(text[end] ?? "") && !text.startsWith("\\n", end)) {
    // `--user='a:b'`
    const inner = end > at && /[=:\w]/.test(text[end - 1] ?? "")
      ? /^\\{0,7}["']/.exec(text.slice(end, end + 8))?.[0]
      : undefined;
    if (inner !== undefined) {
      const close = text.indexOf(inner, end + inner.length);
      if (close === -1 || close > limit) break;
      end = close + inner.length;
    } else if (/["']/.test(text[end] ?? "")) break;
    else end++;
  }
  if (end === at) end++;
  return { word: { text: text.slice(at, end), start: at, end }, next: end };
}

function cut(text: string, start: number, limit: number): { word: ShellWord; next: number } {
  const line = text.slice(start, limit).search(/[\r\n]/);
  const end = line === -1 ? limit : start + line;
  return { word: { text: text.slice(start, end), start, end }, next: end };
}
