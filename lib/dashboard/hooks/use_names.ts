import { useMemo } from "preact/hooks";
import type { SessionsAnswer } from "../../contract/http.ts";
import { useStores } from "./context.ts";
import type { EventLog } from "../rows/event_log.ts";
import { usePolled } from "../net/polled.ts";

/** Asked now and then: a new session is named by its own events. */
const REFRESH = 10_000;

/** Names rows of sessions whose beginning the page has not loaded: the server knows them. */
export function useNames(log: EventLog): void {
  const { names } = useStores().live;
  const { answer } = usePolled<SessionsAnswer>("/api/sessions", REFRESH);
  useMemo(() => {
    for (const { id, project } of answer?.sessions ?? []) {
      if (project !== null) names.learnProject(id, project);
    }
  }, [answer]);
  log.rename();
}
