import { useStores } from "./context.ts";
import type { LiveStore } from "./live_store.ts";

/** Whether there is anything to draw yet, and will ever be. */
export type StreamState = "loading" | "empty" | "some";

/** The stream, drawn again whenever its rows change. */
export function useStream(): { live: LiveStore; state: StreamState } {
  const { live } = useStores();
  void live.version.value;
  if (live.log.rows.length > 0) return { live, state: "some" };
  return { live, state: live.connection.value.last === 0 ? "empty" : "loading" };
}
