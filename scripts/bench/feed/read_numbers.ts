import { linesOf } from "./lines_of.ts";

/** Whole numbers, one a line. */
export async function* readNumbers(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<number> {
  for await (const line of linesOf(bytes)) yield Number(line);
}
