/** SQLite keeps the newest writes beside the store until it is closed cleanly. */
const PARTS = ["", "-wal", "-shm"];

/**
 * Gives a store another name. A store that has this name already is kept beside it.
 *
 * @param now for the name of the store that had to make room
 * @returns the new name of the store that had to make room; `null` when there was none
 */
export async function moveStore(from: string, to: string, now: Date): Promise<string | null> {
  const aside = `${to.replace(/\.db$/, "")}.${now.toISOString().replace(/[:.]/g, "-")}.db`;
  const madeRoom = await renameParts(to, aside);
  await renameParts(from, to);
  return madeRoom ? aside : null;
}

/** Undoes {@linkcode moveStore}: what is at `to` goes back to `from`, and what made room returns. */
export async function putBack(
  { to, aside }: { readonly to: string; readonly aside: string | null },
  from: string,
): Promise<void> {
  await renameParts(to, from);
  if (aside !== null) await renameParts(aside, to);
}

async function renameParts(from: string, to: string): Promise<boolean> {
  let found = false;
  for (const part of PARTS) {
    try {
      await Deno.rename(from + part, to + part);
      found = true;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return found;
}
