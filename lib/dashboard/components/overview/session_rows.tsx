import { Component } from "preact";
import type { AgentView, SessionView, Task } from "../../../contract/state.ts";
import { agentLabel } from "../../reading/agent_label.ts";
import { besideState } from "../../reading/beside_state.ts";
import { compact } from "../../reading/outcome.ts";
import { count } from "../../reading/text.ts";
import { formatRoute } from "../../ui/route.ts";
import { questionHref } from "../list/waiting_strip.tsx";
import { Spark, SPARK_STEP } from "./spark.tsx";
import { StateMark } from "./state_mark.tsx";
import { UsageCells } from "./usage_cells.tsx";

/** What the rows of a session are drawn from. */
export interface SessionRowsProps {
  readonly session: SessionView;
  readonly hue: number | undefined;
  /** ms since 1970, in steps: ages count on by themselves. */
  readonly now: number;
}

/** One session: a row for itself, and one for each of its agents as a tree. */
export class SessionRows extends Component<SessionRowsProps> {
  override shouldComponentUpdate({ session, hue, now }: SessionRowsProps): boolean {
    const { props } = this;
    return session !== props.session || hue !== props.hue ||
      stampOf(session, now) !== stampOf(session, props.now);
  }

  override render({ session, hue, now }: SessionRowsProps) {
    const agents = session.agents.filter((agent) => agent.depth > 0);
    const shown = agents.filter((agent) => isRecent(agent, now));
    return (
      <tbody class={`session is-${session.state}`}>
        <tr class="session-row">
          <th scope="row" class="cell-state">
            <span class={`session-bar${hue === undefined ? "" : ` hue-${hue}`}`} />
            <StateMark state={session.state} since={session.state_since} />
          </th>
          <td class="cell-doing">
            <a class="session-title" href={pageOf(session.id)}>
              <bdi>{session.title ?? session.prompt ?? promptWords(session)}</bdi>
            </a>
            <span class="now-line">
              <Doing session={session} agents={shown} />
              {besideState(session, now).map((words) => (
                <span key={words} class="muted">
                  <bdi>{words}</bdi>
                </span>
              ))}
              <Progress tasks={session.tasks} />
              {shown.length < agents.length && (
                <span class="muted finished">
                  {count(agents.length - shown.length, "agent")} finished
                </span>
              )}
            </span>
          </td>
          <td class="cell-spark">
            <Spark activity={session.activity} now={now} />
            <Tools of={session} />
          </td>
          <UsageCells usage={session.usage} />
          <td class="cell-model">
            <span>{session.model ?? "–"}</span>
            {session.branch !== null && <bdi title={session.branch}>{session.branch}</bdi>}
          </td>
        </tr>
        {shown.map((agent) => <AgentRow key={agent.id} agent={agent} />)}
      </tbody>
    );
  }
}

/** What of a session changes by time alone, and is no age. */
function stampOf(session: SessionView, now: number): string {
  const recent = session.agents.filter((agent) => isRecent(agent, now)).length;
  const bars = session.activity.length === 0 ? 0 : Math.floor(now / SPARK_STEP);
  return `${recent} ${bars} ${besideState(session, now)}`;
}

/** Why there are no words of a prompt to show. */
function promptWords({ turns, tools }: SessionView): string {
  return turns > 0 || tools > 0 ? "Its prompt was not seen" : "No prompt yet";
}

function Doing({ session, agents }: { session: SessionView; agents: readonly AgentView[] }) {
  if (session.waiting !== null) {
    const { question, agent, event } = session.waiting;
    // The agent's own row has the question.
    if (agents.some(({ waiting }) => waiting?.event === event)) {
      return <span class="doing">{agent ?? "An agent"} waits for you, below</span>;
    }
    return (
      <a class="question" href={questionHref(event)}>
        <bdi>{agent === null ? question : `${agent}: ${question}`}</bdi>
      </a>
    );
  }
  if (session.doing === null) return null;
  return (
    <span class="doing">
      <bdi>{session.doing}</bdi>
    </span>
  );
}

function Progress({ tasks }: { tasks: readonly Task[] }) {
  if (tasks.length === 0) return null;
  const done = tasks.filter((task) => task.status === "completed").length;
  return (
    <span
      class="progress"
      title={tasks.map((task) => `${task.status}: ${task.text}`).join("\n")}
    >
      <progress max={tasks.length} value={done} aria-label="Tasks done" />
      {done} of {tasks.length}
    </span>
  );
}

function AgentRow({ agent }: { agent: AgentView }) {
  return (
    <tr
      class={`agent-row depth-${Math.min(8, agent.depth)}${
        agent.waiting === null ? "" : " is-waiting"
      }`}
    >
      <td class="cell-state">
        <StateMark state={agent.state} since={agent.state_since} />
      </td>
      <td class="cell-doing">
        <span class="agent-line">
          <a
            class="agent-name"
            href={pageOf(agent.session, agent.id)}
          >
            <bdi>{agentLabel(agent)}</bdi>
          </a>
          {agent.waiting === null
            ? <bdi class="doing">{agent.doing ?? agent.task ?? ""}</bdi>
            : (
              <a class="question" href={questionHref(agent.waiting.event)}>
                <bdi>{agent.waiting.question}</bdi>
              </a>
            )}
        </span>
      </td>
      <td class="cell-spark">
        <Tools of={agent} />
      </td>
      <td class="cell-context" />
      <td class="number is-tokens">{agent.tokens === null ? "" : compact(agent.tokens)}</td>
      <td colSpan={2} />
    </tr>
  );
}

function Tools({ of: { tools, errors } }: { of: Pick<AgentView, "tools" | "errors"> }) {
  return (
    <span class="muted">
      {tools > 0 && count(tools, "tool")}
      {errors > 0 && (
        <span class="errors" title="Tools and turns that failed">
          ✕ {count(errors, "failure")}
        </span>
      )}
    </span>
  );
}

/** Finished agents stay for two minutes; what still does something always. */
function isRecent(agent: AgentView, now: number): boolean {
  return !["done", "lost"].includes(agent.state) || now - agent.last < 120_000;
}

function pageOf(id: string, agent?: string): string {
  return formatRoute({
    view: "session",
    params: { id, ...(agent === undefined ? {} : { agent }) },
  });
}
