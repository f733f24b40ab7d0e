import type { EventLog } from "../rows/event_log.ts";
import { useStores } from "./context.ts";

/** Names rows of sessions whose beginning the page has not loaded: the server knows them. */
export function useNames(log: EventLog): void {
  const { sessions } = useStores().live;
  // Drawn again when more sessions are known.
  void sessions.known.value;
  log.rename();
}
