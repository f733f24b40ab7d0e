import { type AgentView, type SessionView, STATES, type Task } from "../../../contract/state.ts";
import { touchedFiles, waitsOf } from "../../model/stored/conversation.ts";
import type { SessionEvents } from "../../model/stored/session_events.ts";
import { agentLabel } from "../../reading/agent_label.ts";
import { compact } from "../../reading/outcome.ts";
import { count, pathWithin } from "../../reading/text.ts";
import { dayTime, duration } from "../../reading/time.ts";
import { serverNow } from "../../ui/clock.ts";
import { formatRoute } from "../../ui/route.ts";
import { tokenWords, totalTokens } from "../overview/usage_cells.tsx";
import { TimeSpent } from "./time_spent.tsx";
import { StateMark } from "../overview/state_mark.tsx";

/** Files shown before somebody asks for all. */
const FILES = 12;
const NOBODY = "Nobody reported it: Claude Code's status line or telemetry would";

/** What is known of a session as a whole, beside what was said in it. */
export function SessionFacts(
  { session, events, agent }: {
    session: SessionView;
    events: SessionEvents;
    /** The agent that is looked at alone. */
    agent: string | undefined;
  },
) {
  const { rows } = events.log;
  const isLive = STATES[session.state].live;
  const until = isLive ? serverNow() : session.ended ?? session.last;
  const waits = waitsOf(rows, until);
  const failures = rows.filter((row) => row.status === "error");
  const files = touchedFiles(rows, (id) => events.event(id));
  const { tokens, cost_usd: cost } = session.usage;
  const partly = events.more.value ? "At least " : "";
  return (
    <aside class="session-facts" aria-label="About this session">
      <dl class="facts">
        <Fact name="Began" value={dayTime(session.first)} />
        <Fact name={isLive ? "So far" : "Lasted"} value={duration(until - session.first)} />
        <Fact name="Model" value={session.model} />
        <Fact name="Branch" value={session.branch} />
        <Fact
          name="Tokens"
          value={tokens === null ? "–" : compact(totalTokens(tokens.counts))}
          title={tokens === null ? NOBODY : `${tokenWords(tokens.counts)}; by ${tokens.from}`}
        />
        <Fact
          name="Cost"
          value={cost === null ? "–" : `$${cost.value.toFixed(2)}`}
          title={cost === null ? NOBODY : `By ${cost.from}`}
        />
        <Fact name="Turns" value={String(session.turns)} />
        <Fact name="Tools" value={String(session.tools)} />
        <Fact
          name="You"
          value={waits.times === 0
            ? events.more.value ? "–" : "never asked"
            : `${partly}asked ${count(waits.times, "time")}, ${duration(waits.ms)} in all`}
        />
        <Fact name="Folder" value={session.cwd ?? session.project} />
        <Fact name="Session" value={session.id} />
      </dl>
      <TimeSpent
        rows={rows}
        until={until}
        isWhole={!events.more.value}
      />
      {session.agents.length > 1 && <Agents session={session} chosen={agent} />}
      {session.tasks.length > 0 && <Tasks tasks={session.tasks} />}
      {failures.length > 0 && (
        <section class="block">
          <h3>{events.more.value ? "Failures, of what is loaded" : "Failures"}</h3>
          <ul class="fact-list">
            {failures.slice(-FILES).reverse().map((row) => (
              <li key={row.id}>
                <a href={formatRoute({ view: "live", params: { event: String(row.id) } })}>
                  <bdi>{`${row.verb} ${row.object}`.trim()}</bdi>
                </a>
              </li>
            ))}
          </ul>
          {failures.length > FILES && <p class="muted">And {failures.length - FILES} before.</p>}
        </section>
      )}
      {files.length > 0 && (
        <section class="block">
          <h3>{events.more.value ? "Files changed, of what is loaded" : "Files changed"}</h3>
          <ul class="fact-list">
            {files.slice(0, FILES).map(({ path, times, last }) => (
              <li key={path}>
                <a href={formatRoute({ view: "live", params: { event: String(last) } })}>
                  <bdi>{pathWithin(path, session.project)}</bdi>
                </a>
                {times > 1 && <span class="muted">{times} times</span>}
              </li>
            ))}
          </ul>
          {files.length > FILES && <p class="muted">And {files.length - FILES} more.</p>}
        </section>
      )}
    </aside>
  );
}

function Fact(
  { name, value, title }: { name: string; value: string | null; title?: string },
) {
  if (value === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title}>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}

function Agents({ session, chosen }: { session: SessionView; chosen: string | undefined }) {
  const href = (agent: AgentView) =>
    formatRoute({
      view: "session",
      params: { id: session.id, ...(agent.depth === 0 ? {} : { agent: agent.id }) },
    });
  return (
    <section class="block">
      <h3>Agents</h3>
      <ul class="agent-tree">
        {session.agents.map((agent) => (
          <li key={agent.id} class={`depth-${Math.min(8, agent.depth)}`}>
            <a
              href={href(agent)}
              aria-current={agent.id === chosen ? "true" : undefined}
            >
              <bdi>{agent.depth === 0 ? "main agent" : agentLabel(agent)}</bdi>
            </a>
            <StateMark state={agent.state} since={agent.state_since} />
            <span class="muted">
              {agent.tools > 0 && count(agent.tools, "tool")}
              {agent.tokens !== null && `, ${compact(agent.tokens)} tokens`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tasks({ tasks }: { tasks: readonly Task[] }) {
  const done = tasks.filter(({ status }) => status === "completed").length;
  return (
    <section class="block">
      <h3>{done} of {count(tasks.length, "task")} done</h3>
      <ul class="fact-list">
        {tasks.map(({ id, text, status }) => (
          <li key={id} class={`todo is-${status}`}>
            <span aria-hidden="true">
              {status === "completed" ? "✓" : status === "in_progress" ? "▸" : "○"}
            </span>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
