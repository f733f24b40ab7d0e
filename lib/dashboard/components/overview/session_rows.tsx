import type { AgentView, SessionView, Task } from "../../../contract/state.ts";
import { typedValue } from "../../../events/query/quote_value.ts";
import { agentLabel } from "../../reading/agent_label.ts";
import { besideState } from "../../reading/beside_state.ts";
import { compact } from "../../reading/outcome.ts";
import { count } from "../../reading/text.ts";
import { formatRoute } from "../../ui/route.ts";
import { Spark } from "./spark.tsx";
import { StateMark } from "./state_mark.tsx";
import { UsageCells } from "./usage_cells.tsx";

/** What the rows of a session are drawn from. */
export interface SessionRowsProps {
  readonly session: SessionView;
  readonly hue: number | undefined;
  /** Activity of the last ten minutes; absent while it is not known. */
  readonly bars: readonly number[] | undefined;
  readonly now: number;
}

/** One session: a row for itself, and one for each of its agents as a tree. */
export function SessionRows({ session, hue, bars, now }: SessionRowsProps) {
  const agents = session.agents.filter((agent) => agent.depth > 0);
  const shown = agents.filter((agent) => isRecent(agent, now));
  return (
    <tbody class={`session is-${session.state}`}>
      <tr class="session-row">
        <th scope="row" class="cell-state">
          <span class={`session-bar${hue === undefined ? "" : ` hue-${hue}`}`} />
          <StateMark state={session.state} since={session.state_since} now={now} />
        </th>
        <td class="cell-doing">
          <a class="session-title" href={streamOf(`session:${typedValue(session.id)}`)}>
            <bdi>{session.title ?? session.prompt ?? "No prompt yet"}</bdi>
          </a>
          <span class="now-line">
            <Doing session={session} />
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
          {bars !== undefined && <Spark bars={bars} />}
          <Tools of={session} />
        </td>
        <UsageCells usage={session.usage} />
        <td class="cell-model">
          <span>{session.model ?? "–"}</span>
          {session.branch !== null && <bdi title={session.branch}>{session.branch}</bdi>}
        </td>
      </tr>
      {shown.map((agent) => <AgentRow key={agent.id} agent={agent} now={now} />)}
    </tbody>
  );
}

function Doing({ session }: { session: SessionView }) {
  if (session.waiting !== null) {
    const { question, agent } = session.waiting;
    return (
      <span class="question">
        <bdi>{agent === null ? question : `${agent}: ${question}`}</bdi>
      </span>
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

function AgentRow({ agent, now }: { agent: AgentView; now: number }) {
  return (
    <tr class={`agent-row depth-${Math.min(4, agent.depth)}`}>
      <td class="cell-state">
        <StateMark state={agent.state} since={agent.state_since} now={now} />
      </td>
      <td class="cell-doing">
        <span class="agent-line">
          <a class="agent-name" href={streamOf(`agent:${typedValue(agent.id)}`)}>
            <bdi>{agentLabel(agent)}</bdi>
          </a>
          <bdi class="doing">{agent.waiting?.question ?? agent.doing ?? agent.task ?? ""}</bdi>
        </span>
      </td>
      <td class="cell-spark">
        <Tools of={agent} />
      </td>
      <td class="cell-context" />
      <td class="number">{agent.tokens === null ? "" : compact(agent.tokens)}</td>
      <td colSpan={2} />
    </tr>
  );
}

function Tools({ of: { tools, errors } }: { of: Pick<AgentView, "tools" | "errors"> }) {
  return (
    <span class="muted">
      {tools > 0 && count(tools, "tool")}
      {errors > 0 && <span class="errors">✕ {errors} failed</span>}
    </span>
  );
}

/** Finished agents stay for two minutes; what still does something always. */
function isRecent(agent: AgentView, now: number): boolean {
  return !["done", "lost"].includes(agent.state) || now - agent.last < 120_000;
}

function streamOf(q: string): string {
  return formatRoute({ view: "live", params: { q } });
}
