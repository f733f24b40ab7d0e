import { useEffect, useMemo, useState } from "preact/hooks";
import type { SessionsAnswer } from "../../contract/http.ts";
import type { SessionView } from "../../contract/state.ts";
import { readPage } from "../model/stored/download.ts";
import { SessionEvents } from "../model/stored/session_events.ts";
import { getJson } from "../net/http.ts";
import { useStores } from "./context.ts";

/** Events come in bursts: so many ms after the first of them, what is new is asked for. */
const REST = 400;

/** A session and its events, kept up to date. */
export function useSession(id: string): {
  /** `null` where the server knows of none. */
  readonly session: SessionView | null | undefined;
  readonly events: SessionEvents;
} {
  const { live } = useStores();
  const events = useMemo(() => new SessionEvents(id, readPage, live.names), [id, live]);
  const [over, setOver] = useState<SessionView | null>();
  const known = live.sessions.known.value;
  const now = live.sessions.live.value.find((session) => session.id === id);
  // Of those that are over, the feed tells in brief.
  const isAsked = known && now === undefined;
  useEffect(() => {
    if (!isAsked) return;
    const abort = new AbortController();
    getJson<SessionsAnswer>(`/api/sessions?${new URLSearchParams({ id })}`, abort.signal)
      .then(({ sessions }) => setOver(sessions[0] ?? null))
      .catch(() => abort.signal.aborted || setOver(null));
    return () => abort.abort();
  }, [id, isAsked]);
  useEffect(() => void events.earlier(), [events]);
  const last = now?.last;
  useEffect(() => {
    if (!events.isKnown) return;
    const timer = setTimeout(() => void events.newer(), REST);
    return () => clearTimeout(timer);
  }, [events, last, isAsked]);
  return { session: now ?? (isAsked ? over : undefined), events };
}
