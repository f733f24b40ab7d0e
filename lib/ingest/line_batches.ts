import { Buffer } from "node:buffer";

/** More lines are not handed out at once: whoever works on them also has other things to do. */
const MAX_LINES = 200;

/** Nor more text, in UTF-16 units, where it is in more than one line. */
const MAX_TEXT = 64 * 1024;

/** A line of more bytes is refused. */
const MAX_LINE = 32 * 1024 * 1024;

/** Lines that follow each other, and the number of the first, counted from 1. */
export interface LineBatch {
  readonly lines: readonly string[];
  readonly firstLine: number;
}

/** A line that is too long to be worked on here, as the pieces in which it came. */
export interface LongLine {
  readonly long: readonly Uint8Array[];
  readonly firstLine: number;
}

/**
 * Cuts a stream of bytes into lines and hands them out as they come, so that a stream of any
 * length is read in constant memory.
 *
 * @throws {RangeError} when one line is too long
 */
export async function* lineBatches(stream: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  for await (const part of lineParts(stream, Infinity)) {
    if ("lines" in part) yield part;
  }
}

/**
 * The same, but lines of more than so many bytes are handed out as they came: neither joined nor
 * decoded.
 *
 * @throws {RangeError} when one line is too long
 */
export async function* lineParts(
  stream: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<LineBatch | LongLine> {
  let firstLine = 1;
  /** Pieces of a line that has not ended. */
  let pieces: Uint8Array[] = [];
  let length = 0;
  const begin = () => {
    pieces = [];
    length = 0;
  };
  for await (const bytes of stream) {
    let rest = bytes;
    const end = length === 0 ? -1 : rest.indexOf(NEW_LINE);
    if (end !== -1 && length + end > longest) {
      yield { long: [...pieces, rest.subarray(0, end)], firstLine };
      firstLine += 1;
      rest = rest.subarray(end + 1);
      begin();
    }
    const last = rest.lastIndexOf(NEW_LINE);
    if (last !== -1) {
      const lines = textOf([...pieces, rest.subarray(0, last)]).split("\n");
      yield* batches(lines, firstLine);
      firstLine += lines.length;
      rest = rest.subarray(last + 1);
      begin();
    }
    if (rest.length > 0) pieces.push(rest);
    length += rest.length;
    if (length > MAX_LINE) throw new RangeError(`Line ${firstLine} is too long`);
  }
  if (length > longest) yield { long: pieces, firstLine };
  else if (length > 0) yield { lines: [textOf(pieces)], firstLine };
}

const NEW_LINE = 10;

/** Whole lines are decoded: a character is never cut. */
function textOf(pieces: readonly Uint8Array[]): string {
  const [first] = pieces;
  return new TextDecoder().decode(
    pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces),
  );
}

function* batches(lines: readonly string[], firstLine: number): Generator<LineBatch> {
  let start = 0;
  let length = 0;
  for (const [index, line] of lines.entries()) {
    if (index > start && (index - start >= MAX_LINES || length + line.length > MAX_TEXT)) {
      yield { lines: lines.slice(start, index), firstLine: firstLine + start };
      start = index;
      length = 0;
    }
    length += line.length;
  }
  yield { lines: lines.slice(start), firstLine: firstLine + start };
}
