import { useState } from "preact/hooks";
import { count } from "../../reading/text.ts";
import { useStores } from "../../hooks/context.ts";
import type { Waiter } from "../../model/session_store.ts";
import { formatRoute } from "../../ui/route.ts";
import { Age } from "../age.tsx";

/** So many are shown before somebody asks for all. */
const SHOWN = 3;

/**
 * Who waits for the person, above every view until answered, whatever filter or project is chosen;
 * who waits longest first. Nothing when nobody does.
 */
export function WaitingStrip({ waiters }: { waiters: readonly Waiter[] }) {
  const [open, setOpen] = useState(false);
  if (waiters.length === 0) return null;
  const shown = open ? waiters : waiters.slice(0, SHOWN);
  const more = waiters.length - SHOWN;
  return (
    <section class="waiting-strip" aria-label="Waiting for you">
      <ul>
        {shown.map((waiter) => (
          <Line key={`${waiter.session.id} ${waiter.wait.event}`} {...waiter} />
        ))}
      </ul>
      {waiters.length > 1 && (
        <p class="waiting-foot">
          {more > 0 && (
            <button
              type="button"
              class="waiting-more"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open
                ? `Show the ${SHOWN} that wait longest`
                : `${count(waiters.length, "question")} wait for you: show ${more} more`}
            </button>
          )}
          <a href={formatRoute({ view: "queue", params: {} })}>
            One at a time <kbd>w</kbd>
          </a>
        </p>
      )}
    </section>
  );
}

function Line({ session, wait }: Waiter) {
  const { live } = useStores();
  const hue = live.hues.of(session.id);
  const who = live.names.labelOf(session.project) ?? "A session";
  return (
    <li>
      <span class={`session-bar${hue === undefined ? "" : ` hue-${hue}`}`} />
      <span class="state is-waiting" title={session.project ?? undefined}>
        ▲ <bdi>{who}</bdi> waits for you
      </span>
      <a href={questionHref(wait.event)}>
        <bdi>{wait.agent === null ? wait.question : `${wait.agent}: ${wait.question}`}</bdi>
      </a>
      <span class="muted">
        for <Age since={wait.since} />
      </span>
    </li>
  );
}

/** Where a question is read in full: its own event, with no filter that might hide it. */
export function questionHref(event: number): string {
  return formatRoute({ view: "live", params: { event: String(event) } });
}
