/**
 * Writes text to its end, since one system call may take only a part of it. A reader that has gone
 * away, such as `head`, ends the writing quietly.
 *
 * @returns whether there is still a reader
 */
export function writeAllSync(
  file: { writeSync(bytes: Uint8Array): number },
  text: string,
): boolean {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    return false;
  }
}
