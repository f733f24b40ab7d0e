import { typedValue } from "../../../events/query/quote_value.ts";
import { folderName } from "../../reading/text.ts";
import { shortSpan } from "../../reading/time.ts";
import { useStores } from "../../hooks/context.ts";
import { formatRoute, route } from "../../ui/route.ts";
import { useSessions } from "../../model/sessions.ts";

/** Who waits for the person, above the stream until answered; nothing when nobody does. */
export function WaitingStrip() {
  const { live } = useStores();
  const { answer } = useSessions();
  const { project } = route.value.params;
  const waiting =
    answer?.sessions.flatMap((session) =>
      session.waiting !== null && (project === undefined || session.project === project)
        ? { session, wait: session.waiting }
        : []
    ) ?? [];
  if (waiting.length === 0) return null;
  return (
    <ul class="waiting-strip" aria-label="Waiting for you">
      {waiting.map(({ session, wait }) => (
        <li key={session.id}>
          <span class={`session-bar hue-${live.hues.of(session.id) ?? 0}`} />
          <span class="state is-waiting">
            ▲ {folderName(session.project ?? "A session")} waits for you
          </span>
          <a
            href={formatRoute({ view: "live", params: { q: `session:${typedValue(session.id)}` } })}
          >
            <bdi>{wait.agent === null ? wait.question : `${wait.agent}: ${wait.question}`}</bdi>
          </a>
          <span class="muted">for {shortSpan(live.at.value - wait.since)}</span>
        </li>
      ))}
    </ul>
  );
}
