/** Finds its way in JSON text without parsing it: what is not wanted costs no memory. */

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** A part of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A member of an object: its name as it is written, quotes and all, and its value. */
export interface Member extends Range {
  readonly name: Range;
  readonly value: Range;
}

/** The next place at which there is no space. */
export function afterSpace(text: string, at: number): number {
  let index = at;
  for (; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9 && unit !== 0xfeff) break;
  }
  return index;
}

/** Whether a list or an object begins at a place. */
export function isContainer(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === OPEN_LIST || unit === OPEN_OBJECT;
}

/**
 * The end of the value that begins at a place.
 *
 * @throws {SyntaxError} when it does not end
 */
export function valueEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return stringEnd(text, at);
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === QUOTE) index = stringEnd(text, index) - 1;
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) depth++;
    else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) {
      if (depth === 0) return checked(text, at, index);
      if (--depth === 0) return index + 1;
    } else if (depth === 0 && (unit === COMMA || unit === 10 || unit === 32 || unit === 13)) {
      return checked(text, at, index);
    }
  }
  if (depth > 0) throw unended(text);
  return checked(text, at, text.length);
}

function checked(text: string, at: number, end: number): number {
  if (end === at) {
    throw new SyntaxError(`Unexpected ${JSON.stringify(text[at] ?? "end")} at position ${at}`);
  }
  return end;
}

function stringEnd(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end !== -1) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  throw unended(text);
}

function unended(text: string): SyntaxError {
  return new SyntaxError(`Unexpected end of JSON input, at position ${text.length}`);
}

/**
 * The items of the list that begins at a place.
 *
 * @throws {SyntaxError} when it is none
 */
export function* items(text: string, at: number): Generator<Range> {
  let next = afterSpace(text, at + 1);
  if (text.charCodeAt(next) === CLOSE_LIST) return;
  while (true) {
    const end = valueEnd(text, next);
    yield { start: next, end };
    next = afterSpace(text, end);
    const unit = text.charCodeAt(next);
    if (unit === CLOSE_LIST) return;
    if (unit !== COMMA) throw unexpected(text, next);
    next = afterSpace(text, next + 1);
  }
}

/**
 * The members of the object that begins at a place.
 *
 * @throws {SyntaxError} when it is none
 */
export function* members(text: string, at: number): Generator<Member> {
  let next = afterSpace(text, at + 1);
  if (text.charCodeAt(next) === CLOSE_OBJECT) return;
  while (true) {
    if (text.charCodeAt(next) !== QUOTE) throw unexpected(text, next);
    const name = { start: next, end: stringEnd(text, next) };
    const colon = afterSpace(text, name.end);
    if (text.charCodeAt(colon) !== COLON) throw unexpected(text, colon);
    const start = afterSpace(text, colon + 1);
    const value = { start, end: valueEnd(text, start) };
    yield { start: name.start, end: value.end, name, value };
    next = afterSpace(text, value.end);
    const unit = text.charCodeAt(next);
    if (unit === CLOSE_OBJECT) return;
    if (unit !== COMMA) throw unexpected(text, next);
    next = afterSpace(text, next + 1);
  }
}

function unexpected(text: string, at: number): SyntaxError {
  return new SyntaxError(
    `Unexpected ${JSON.stringify(text[at] ?? "end of input")} at position ${at}`,
  );
}
