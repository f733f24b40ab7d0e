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
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<LineBatch> {
  let firstLine = 1;
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    const next = firstLine + lines.length;
    if (rest.length > MAX_LINE) throw new RangeError(`Line ${next} is too long`);
    if (lines.length > 0) yield { lines, firstLine };
    firstLine = next;
  }
  if (rest !== "") yield { lines: [rest], firstLine };
}
