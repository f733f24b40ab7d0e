/** More lines are not handed out at once: whoever works on them also has other things to do. */
const MAX_LINES = 200;

/** A line longer than this many UTF-16 units is refused. */
const MAX_LINE = 32 * 1024 * 1024;

/** Lines that follow each other, and the number of the first, counted from 1. */
export interface LineBatch {
  readonly lines: readonly string[];
  readonly firstLine: number;
}

/**
 * Cuts a stream of bytes into lines and hands them out as they come, so that a stream of any
 * length is read in constant memory.
 *
 * @throws {RangeError} when one line is too long
 */
export async function* lineBatches(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder();
  let firstLine = 1;
  let rest = "";
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    const next = firstLine + lines.length;
    if (rest.length > MAX_LINE) throw new RangeError(`Line ${next} is too long`);
    for (let at = 0; at < lines.length; at += MAX_LINES) {
      yield { lines: lines.slice(at, at + MAX_LINES), firstLine: firstLine + at };
    }
    firstLine = next;
  }
  rest += decoder.decode();
  if (rest !== "") yield { lines: [rest], firstLine };
}
