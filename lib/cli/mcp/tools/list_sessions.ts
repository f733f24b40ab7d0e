import { type SessionView, STATES } from "../../../contract/state.ts";
import type { JsonObject } from "../../../events/event.ts";
import { BoundedList } from "../../../mcp/bounded_list.ts";
import type { Tool } from "../../../mcp/tool.ts";
import { brief, isProject, moment, NOTICE } from "../brief.ts";
import type { MonitorSource } from "../monitor_source.ts";

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
/** Agents of one session that are listed. */
const MAX_AGENTS = 10;

/** `list_sessions`: what every session does. */
export function listSessions(source: MonitorSource): Tool {
  return {
    name: "list_sessions",
    title: "Sessions and their state",
    description:
      "Lists Claude Code sessions with their state (permission and input: waits for the person; " +
      "working, failed, interrupted, idle; lost, done), what each does now, its last prompt, " +
      "model, branch, tokens, cost, context use and live agents. Those that wait come first. " +
      "Sessions that are over are left out unless `over` is true. Give `cursor` of an answer to " +
      "get the next ones.",
    arguments: {
      project: { type: "string", description: "Only of this project: its folder, or its name" },
      state: {
        type: "string",
        choices: Object.keys(STATES),
        description: "Only sessions in this state",
      },
      over: { type: "boolean", description: "Also sessions that are done or lost" },
      limit: {
        type: "integer",
        low: 1,
        high: MAX_LIMIT,
        description: `At most so many; ${DEFAULT_LIMIT} unless given`,
      },
      cursor: { type: "integer", low: 0, high: 1e9, description: "`cursor` of the last answer" },
    },
    async call(args, signal) {
      const [project, state] = [args.text("project"), args.text("state")];
      const begin = args.integer("cursor") ?? 0;
      const isOver = state !== undefined && !STATES[state as keyof typeof STATES].live;
      const list = new BoundedList(args.integer("limit") ?? DEFAULT_LIMIT);
      let place = 0;
      let cursor: number | null = null;
      for await (const session of source.sessions(isOver || args.flag("over"))) {
        signal.throwIfAborted();
        const isWanted = (project === undefined || isProject(session.project, project)) &&
          (state === undefined || session.state === state);
        if (isWanted && place >= begin && !list.add(sessionEntry(session))) {
          cursor = place;
          break;
        }
        place += 1;
      }
      return { notice: NOTICE, now: moment(source.now()), sessions: list.items, cursor };
    },
  };
}

function sessionEntry(session: SessionView): JsonObject {
  const { usage, waiting, agents } = session;
  const live = agents.filter(({ id, state }) => id !== "main" && STATES[state].live);
  return {
    id: brief(session.id),
    project: briefly(session.project),
    state: session.state,
    state_since: moment(session.state_since),
    title: briefly(session.title),
    doing: briefly(session.doing),
    waiting: waiting === null ? null : brief(waiting.question),
    prompt: briefly(session.prompt),
    model: briefly(session.model),
    branch: briefly(session.branch),
    tokens: usage.tokens === null ? null : { ...usage.tokens.counts },
    cost_usd: usage.cost_usd?.value ?? null,
    context_percent: usage.context_percent?.value ?? null,
    turns: session.turns,
    tools: session.tools,
    errors: session.errors,
    started: moment(session.first),
    last: moment(session.last),
    ended: session.ended === null ? null : moment(session.ended),
    agents: live.slice(0, MAX_AGENTS).map(({ name, id, state, doing }) => ({
      name: brief(name ?? id),
      state,
      doing: briefly(doing),
    })),
    ...(live.length > MAX_AGENTS ? { agents_left_out: live.length - MAX_AGENTS } : {}),
  };
}

function briefly(text: string | null): string | null {
  return text === null ? null : brief(text);
}
