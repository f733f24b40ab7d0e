import { useEffect, useState } from "preact/hooks";
import { quoteValue } from "../../../events/query/quote_value.ts";
import type { CanonicalEvent } from "../../../events/event.ts";
import { useStores } from "../../hooks/context.ts";
import { readPage } from "../../model/stored/download.ts";
import { reasonOf } from "../../net/http.ts";
import { clockTime, duration } from "../../reading/time.ts";
import { EventLog } from "../../rows/event_log.ts";
import type { Row } from "../../rows/row.ts";
import { formatRoute } from "../../ui/route.ts";

/** Steps shown, and events that are read for them: a call is two, and housekeeping lies between. */
const SHOWN = 8;
const READ = 100;

/** What a session did before one of its events, the latest last. */
export function StepsBefore({ session, event }: { session: string; event: number }) {
  const { live } = useStores();
  const [steps, setSteps] = useState<readonly Row[] | string>();
  useEffect(() => {
    let isOver = false;
    readBefore(session, event).then((events) => {
      const log = new EventLog(READ, live.names);
      log.append(events.toReversed());
      // The call that the question is about began before it, and is the question itself.
      const done = log.rows.filter((row) => row.kind !== "housekeeping" && isOverBy(row));
      if (!isOver) setSteps(done.slice(-SHOWN));
    }).catch((failure) => isOver || setSteps(reasonOf(failure)));
    return () => isOver = true;
  }, [session, event]);

  if (steps === undefined) return <p class="muted">Asking the server</p>;
  if (typeof steps === "string") return <p class="muted">Not known: {steps}</p>;
  if (steps.length === 0) return <p class="muted">Nothing is stored of it before this.</p>;
  return (
    <ol class="steps">
      {steps.map((row) => (
        <li key={row.id}>
          <span class="muted">{clockTime(row.ts)}</span>
          <a href={formatRoute({ view: "live", params: { event: String(row.id) } })}>
            {row.verb} <bdi class={row.kind === "tool" ? "object" : ""}>{row.object}</bdi>
          </a>
          <span class={row.status === "error" ? "fail-mark" : "muted"}>
            {row.status === "error" && "✕ "}
            <bdi>{row.outcome}</bdi>
            {row.duration_ms !== undefined && ` ${duration(row.duration_ms)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The latest events of a session before another one; a busy server tells them in several pages. */
async function readBefore(session: string, event: number): Promise<readonly CanonicalEvent[]> {
  const events: CanonicalEvent[] = [];
  const q = `session:${quoteValue(session)}`;
  for (let before = event, more = true; more && events.length < READ;) {
    const page = await readPage({ q, before: String(before), limit: String(READ) });
    events.push(...page.events);
    ({ more, last: before } = page);
  }
  return events;
}

function isOverBy({ status, endId }: Row): boolean {
  return status !== "running" || endId !== 0;
}
