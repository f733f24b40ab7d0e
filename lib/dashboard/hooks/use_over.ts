import { useEffect, useState } from "preact/hooks";
import type { SessionsAnswer } from "../../contract/http.ts";
import type { SessionView } from "../../contract/state.ts";
import { getJson, reasonOf } from "../net/http.ts";

/** Sessions of a project that are over, as far as they were asked for. */
export interface Over {
  readonly sessions: readonly SessionView[];
  readonly error: string | undefined;
}

const NONE: Over = { sessions: [], error: undefined };

/**
 * Asks the server for the latest sessions of a project that ended or were lost.
 *
 * @param count so many; none are asked for where it is 0
 * @param version asks anew when it changes
 */
export function useOver(project: string | null, count: number, version: unknown): Over {
  const [over, setOver] = useState(NONE);
  useEffect(() => {
    if (count === 0) return setOver(NONE);
    const abort = new AbortController();
    const query = new URLSearchParams({ over: "1", project: project ?? "", limit: `${count}` });
    getJson<SessionsAnswer>(`/api/sessions?${query}`, abort.signal)
      .then(({ sessions }) => setOver({ sessions, error: undefined }))
      .catch((failure: unknown) => {
        if (!abort.signal.aborted) setOver((before) => ({ ...before, error: reasonOf(failure) }));
      });
    return () => abort.abort();
  }, [project, count, version]);
  return over;
}
