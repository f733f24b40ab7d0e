import { useMemo } from "preact/hooks";
import type { EventsAnswer } from "../../contract/http.ts";
import { type ChangedFile, changedFiles } from "../model/stored/file_changes.ts";
import { usePolled } from "../net/polled.ts";
import { serverNow } from "../ui/clock.ts";
import { useStores } from "./context.ts";

/** Changes of the last minutes that are looked at: more are not told apart by a person either. */
const MOST = 300;
const EVERY = 15_000;

/** Files that two or more live agents changed within some minutes. */
export function useSharedFiles(): readonly ChangedFile[] {
  const { live } = useStores();
  const query = new URLSearchParams({ q: "type:file.change since:10m", limit: String(MOST) });
  const { answer } = usePolled<EventsAnswer>(`/api/events?${query}`, EVERY);
  const sessions = live.sessions.live.value;
  return useMemo(() => {
    const alive = new Set(sessions.map(({ id }) => id));
    return changedFiles(answer?.events ?? [], (id) => alive.has(id), serverNow())
      .filter(({ shared }) => shared.length > 0);
  }, [answer, sessions]);
}
