import type { SessionView, WaitView } from "../../../contract/state.ts";
import type { JsonObject } from "../../../events/event.ts";
import { BoundedList } from "../../../mcp/bounded_list.ts";
import type { Tool } from "../../../mcp/tool.ts";
import { brief, moment, NOTICE } from "../brief.ts";
import type { MonitorSource } from "../monitor_source.ts";

const MAX_WAITING = 100;

/** `who_waits`: the agents that wait for the person. */
export function whoWaits(source: MonitorSource): Tool {
  return {
    name: "who_waits",
    title: "Who waits for the person",
    description:
      "Lists every Claude Code agent that waits for the person now: for permission to use a tool, " +
      "or for an answer. Each has the question, the tool, the session, its project, and for how " +
      'many seconds it has waited; the longest wait comes first. Use it for "does anything need ' +
      'me?". `event` is an id for get_event.',
    arguments: {},
    async call() {
      const now = source.now();
      const waits: { readonly session: SessionView; readonly wait: WaitView }[] = [];
      for await (const session of source.sessions(false)) {
        if (session.waiting === null) break;
        const own = session.agents.flatMap(({ waiting }) => waiting ?? []);
        const all = own.length > 0 ? own : [session.waiting];
        waits.push(...all.map((wait) => ({ session, wait })));
      }
      waits.sort((one, other) => one.wait.since - other.wait.since);
      const list = new BoundedList(MAX_WAITING);
      for (const each of waits) if (!list.add(waitEntry(each, now))) break;
      return {
        notice: NOTICE,
        now: moment(now),
        waiting: list.items,
        ...(list.items.length < waits.length ? { left_out: waits.length - list.items.length } : {}),
      };
    },
  };
}

function waitEntry(
  { session, wait }: { readonly session: SessionView; readonly wait: WaitView },
  now: number,
): JsonObject {
  return {
    for: wait.kind,
    question: brief(wait.question),
    tool: wait.tool === null ? null : brief(wait.tool),
    agent: wait.agent === null ? "main" : brief(wait.agent),
    session: brief(session.id),
    project: session.project === null ? null : brief(session.project),
    since: moment(wait.since),
    waited_s: Math.max(0, Math.round((now - wait.since) / 1_000)),
    event: wait.event,
  };
}
