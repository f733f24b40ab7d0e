/** More lines are not handed out at once: whoever works on them also has other things to do. */
const MAX_LINES = 200;

/** Nor more text, in UTF-16 units, where it is in more than one line. */
const MAX_TEXT = 64 * 1024;

/** A line longer than this many UTF-16 units is refused. */
const MAX_LINE = 32 * 1024 * 1024;

/** Lines that follow each other, and the number of the first, counted from 1. */
export interface LineBatch {
  readonly lines: readonly string[];
  readonly firstLine: number;
}

/**
 * Cuts a stream of bytes into lines and hands them out as they come, so that a stream of any
 * length is read in constant memory, and a line in any number of pieces in time that follows its
 * length.
 *
 * @throws {RangeError} when one line is too long
 */
export async function* lineBatches(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder();
  let firstLine = 1;
  /** Pieces of a line that has not ended. */
  let pieces: string[] = [];
  let length = 0;
  for await (const bytes of stream) {
    const lines = decoder.decode(bytes, { stream: true }).split("\n");
    const rest = lines.pop() ?? "";
    if (lines.length > 0) {
      lines[0] = pieces.join("") + (lines[0] ?? "");
      yield* batches(lines, firstLine);
      firstLine += lines.length;
      pieces = [];
      length = 0;
    }
    pieces.push(rest);
    length += rest.length;
    if (length > MAX_LINE) throw new RangeError(`Line ${firstLine} is too long`);
  }
  const rest = pieces.join("") + decoder.decode();
  if (rest !== "") yield { lines: [rest], firstLine };
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
