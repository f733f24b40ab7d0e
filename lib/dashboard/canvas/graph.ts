import type { SessionView } from "../../contract/state.ts";
import { quoteValue } from "../../events/query/quote_value.ts";
import { agentLabel } from "../reading/agent_label.ts";
import { formatRoute } from "../ui/route.ts";

/** A kind of agent in a project, or the project's main agents. */
export interface GraphNode {
  readonly key: string;
  readonly label: string;
  /** Callers above it: 0 for main agents. */
  readonly depth: number;
  /** Key of the node that delegates to it. */
  readonly parent: string | undefined;
  readonly project: string | null;
  /** The names that events give it, each with its session. */
  readonly agents: { readonly agent: string; readonly session: string }[];
  /** Of them, those that work now, and those that wait for the person. */
  working: number;
  waiting: number;
  /** How often it was called; sessions for main agents. */
  count: number;
  /** From its beginning to what was last heard, summed; in ms. */
  busyMs: number;
  tools: number;
  errors: number;
  /** Unknown where nobody reported. */
  tokens: number | undefined;
  /** Unknown where nobody reported; for main agents the whole session's. */
  costUsd: number | undefined;
}

/** A link to the events of more agents than this would be too long. */
const MAX_AGENTS = 20;

/**
 * Who delegated to whom, agents of one name under the same caller taken together.
 *
 * @param labelOf what people call a folder
 */
export function delegationGraph(
  sessions: readonly SessionView[],
  labelOf: (folder: string | null) => string | undefined,
): readonly GraphNode[] {
  const nodes = new Map<string, GraphNode>();
  for (const session of sessions) {
    const keys = new Map<string, string>();
    for (const agent of session.agents) {
      const parent = agent.parent === null ? undefined : keys.get(agent.parent);
      const isMain = agent.depth === 0;
      const label = isMain ? labelOf(session.project) ?? "No project" : agentLabel(agent);
      const key = `${parent ?? session.project ?? ""}\n${isMain ? "" : label}`;
      keys.set(agent.id, key);
      let node = nodes.get(key);
      if (node === undefined) {
        const blank = { count: 0, working: 0, waiting: 0, busyMs: 0, tools: 0, errors: 0 };
        node = {
          key,
          label,
          depth: agent.depth,
          parent,
          project: session.project,
          agents: [],
          tokens: undefined,
          costUsd: undefined,
          ...blank,
        };
        nodes.set(key, node);
      }
      node.count++;
      if (node.agents.length < MAX_AGENTS) {
        node.agents.push({ agent: agent.id, session: session.id });
      }
      if (agent.waiting !== null) node.waiting++;
      else if (agent.state === "working") node.working++;
      node.busyMs += Math.max(0, agent.last - agent.first);
      node.tools += agent.tools;
      node.errors += agent.errors;
      node.tokens = plus(node.tokens, agent.tokens);
      if (isMain) node.costUsd = plus(node.costUsd, session.usage.cost_usd?.value ?? null);
    }
  }
  return inTreeOrder([...nodes.values()]);
}

function plus(sum: number | undefined, more: number | null): number | undefined {
  return more === null ? sum : (sum ?? 0) + more;
}

function inTreeOrder(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const children = Map.groupBy(nodes, (node) => node.parent);
  const ordered: GraphNode[] = [];
  function place(node: GraphNode): void {
    ordered.push(node);
    (children.get(node.key) ?? []).toSorted((a, b) => b.count - a.count).forEach(place);
  }
  (children.get(undefined) ?? []).forEach(place);
  return ordered;
}

/** Where the events of a node are listed. */
export function eventsOf(node: GraphNode): string {
  const q = node.depth === 0
    ? `project:${quoteValue(node.project ?? "")}`
    : node.agents.map(({ agent, session }) =>
      `agent:${quoteValue(agent)} session:${quoteValue(session)}`
    ).join(" OR ");
  return formatRoute({ view: "history", params: { q } });
}
