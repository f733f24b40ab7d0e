import { join } from "@std/path/join";
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";
import type { Store } from "../../lib/store/store.ts";

/** Gives a private folder that disappears afterwards. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "monitor-store-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Gives an open store in a private folder, and its path. */
export function withStore(work: (store: Store, path: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const path = join(folder, "stores", "8765.db");
    const store = await openSqliteStore({ path });
    try {
      await work(store, path);
    } finally {
      await store.close();
    }
  });
}
