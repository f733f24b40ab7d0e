/**
 * Inflates a body, but not without end: a small body can hold a huge one.
 *
 * @param most bytes that may come out
 * @throws {RangeError} when more would come out
 * @throws {TypeError} when it is not of this format
 */
export async function inflate(
  body: Uint8Array<ArrayBuffer>,
  most: number,
  format: CompressionFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const stream = new Blob([body]).stream().pipeThrough(new DecompressionStream(format));
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) throw new RangeError(`The inflated body has more than ${most} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
