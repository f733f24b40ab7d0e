/** Enough to see that a disk is full. */
const BYTES = 4096;

/**
 * Whether the disk below a store takes a write and keeps it: by a small file that is removed at once.
 *
 * @returns why not, in words of the system; `null` when it does
 */
export async function probeDisk(path: string): Promise<string | null> {
  const probe = `${path}.probe`;
  try {
    using file = await Deno.open(probe, { write: true, createNew: true, mode: 0o600 });
    const bytes = new Uint8Array(BYTES);
    for (let done = 0; done < BYTES;) done += await file.write(bytes.subarray(done));
    await file.syncData();
    return null;
  } catch (error) {
    // One of a run that was killed is still there: the next probe finds out.
    if (error instanceof Deno.errors.AlreadyExists) return null;
    return error instanceof Error ? error.message : String(error);
  } finally {
    await Deno.remove(probe).catch(() => {});
  }
}
