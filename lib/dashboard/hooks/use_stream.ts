import { useStores } from "./context.ts";
import { OWN_SOURCE } from "../../events/own_source.ts";
import type { LiveStore } from "../model/live_store.ts";

/** Whether there is anything to draw yet, and will ever be. */
export type StreamState = "loading" | "empty" | "some";

/** The stream, drawn again whenever its rows change. */
export function useStream(): { live: LiveStore; state: StreamState } {
  const { live } = useStores();
  void live.version.value;
  const { rows } = live.log;
  // What the monitor tells of itself is nothing to a newcomer, who still needs the next step.
  if (rows.some(({ source }) => source !== OWN_SOURCE)) return { live, state: "some" };
  const isEmpty = rows.length > 0 || live.connection.value.last === 0;
  return { live, state: isEmpty ? "empty" : "loading" };
}
