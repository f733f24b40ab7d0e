import { ConnectionNotice } from "../components/connection_notice.tsx";
import { SessionFacts } from "../components/session/session_facts.tsx";
import { TurnView } from "../components/session/turn_view.tsx";
import { StateMark } from "../components/overview/state_mark.tsx";
import { useStores } from "../hooks/context.ts";
import { useSession } from "../hooks/use_session.ts";
import { turnsOf } from "../model/stored/conversation.ts";
import { agentLabel } from "../reading/agent_label.ts";
import { quoteValue } from "../../events/query/quote_value.ts";
import { formatRoute, route } from "../ui/route.ts";

/** One session as a conversation, or what one of its agents did, with what is known of it. */
export function SessionView() {
  const { id, agent } = route.value.params;
  if (id === undefined || id === "") return <NoSession words="The address names no session" />;
  return <Session key={id} id={id} agent={agent} />;
}

function Session({ id, agent }: { id: string; agent: string | undefined }) {
  const { live } = useStores();
  const { session, events } = useSession(id);
  void events.version.value;
  const rows = agent === undefined
    ? events.log.rows
    : events.log.rows.filter((row) => row.agent === agent);
  const turns = turnsOf(rows);
  if (session === null && events.isKnown && rows.length === 0) {
    return <NoSession words="Nothing is stored of this session" />;
  }
  const who = session?.agents.find((each) => each.id === agent);
  const hue = live.hues.of(id);
  return (
    <div class="page">
      <ConnectionNotice />
      <div class="page-scroll session-page" tabIndex={0} role="region" aria-label="Session">
        <header class="session-head">
          <p class="question-who">
            <span class={`session-bar${hue === undefined ? "" : ` hue-${hue}`}`} />
            <strong title={session?.project ?? undefined}>
              <bdi>{live.names.labelOf(session?.project) ?? "A session"}</bdi>
            </strong>
            {session && <StateMark state={session.state} since={session.state_since} />}
          </p>
          <h2 class="big">
            <bdi>{session?.title ?? session?.prompt ?? id}</bdi>
          </h2>
          {agent !== undefined && (
            <p>
              Only what <bdi>{who === undefined ? agent : agentLabel(who)}</bdi> did.{" "}
              <a href={formatRoute({ view: "session", params: { id } })}>The whole session</a>
            </p>
          )}
          <p class="detail-links">
            <a
              href={formatRoute({
                view: "history",
                params: { q: `session:${quoteValue(id)}` },
              })}
            >
              All its events
            </a>
            {session?.waiting && (
              <a
                href={formatRoute({
                  view: "queue",
                  params: { event: String(session.waiting.event) },
                })}
              >
                It waits for you
              </a>
            )}
          </p>
        </header>
        <div class="session-columns">
          <section aria-label="Conversation">
            {events.error.value !== undefined && (
              <p class="muted" role="alert">Not all is here: {events.error.value}</p>
            )}
            {!events.isKnown && <p class="muted">Asking the server</p>}
            {events.isKnown && events.more.value && (
              events.isFull
                ? <p class="muted">What came before is in History: this page holds no more.</p>
                : (
                  <button type="button" class="button" onClick={() => void events.earlier()}>
                    Show what came before
                  </button>
                )
            )}
            <ol class="turns">
              {turns.map((turn) => (
                <TurnView
                  key={turn.prompt?.id ?? "before"}
                  turn={turn}
                  events={events}
                />
              ))}
            </ol>
          </section>
          {session && <SessionFacts session={session} events={events} agent={agent} />}
        </div>
      </div>
    </div>
  );
}

function NoSession({ words }: { words: string }) {
  return (
    <section class="empty">
      <h2 class="big">{words}</h2>
      <p>It may be older than what is kept, or the link is of another server.</p>
      <p class="detail-links">
        <a class="button" href={formatRoute({ view: "overview", params: {} })}>All sessions</a>
      </p>
    </section>
  );
}
