import { type Context, Hono } from "hono";
import {
  type AgentsAnswer,
  type ProjectsAnswer,
  SCHEMA_VERSION,
  type SessionsAnswer,
} from "../../../contract/http.ts";
import { type MonitorState, viewAgents, viewProjects, viewSessions } from "../../../state/mod.ts";
import { type SessionView, STATES } from "../../../contract/state.ts";
import { badParameter, refuse } from "../../refusal.ts";

/** `GET /api/sessions`, `/api/agents` and `/api/projects`: what is going on now. */
export function stateRoutes(state: () => Promise<MonitorState>, now: () => number): Hono {
  const routes = new Hono();
  const sessions = async () => viewSessions(await state(), now());
  routes.get(
    "/sessions",
    (context) =>
      answer(
        context,
        async () => chosen(await sessions(), context),
        (sessions): SessionsAnswer => ({
          schema_version: SCHEMA_VERSION,
          sessions,
        }),
      ),
  );
  routes.get(
    "/agents",
    (context) =>
      answer(context, async () => viewAgents(await sessions()), (agents): AgentsAnswer => ({
        schema_version: SCHEMA_VERSION,
        agents,
      })),
  );
  routes.get(
    "/projects",
    (context) =>
      answer(context, async () => viewProjects(await sessions()), (projects): ProjectsAnswer => ({
        schema_version: SCHEMA_VERSION,
        projects,
      })),
  );
  // claude-mpm's dashboard asks for it, and shows the events of this folder first.
  routes.get("/working-directory", async (context) => {
    const latest = (await sessions()).toSorted((one, other) => other.last - one.last)[0];
    return context.json({ success: true, working_directory: latest?.project ?? "/" });
  });
  return routes;
}

/**
 * That of one id, or those of one project, where one is named; with `over=1` only those that ended or
 * were lost.
 */
function chosen(sessions: readonly SessionView[], { req }: Context): readonly SessionView[] {
  const { id, project, over } = req.query();
  return sessions.filter((session) =>
    (id === undefined || session.id === id) &&
    (project === undefined || (session.project ?? "") === project) &&
    (over === undefined || (over === "1") !== STATES[session.state].live)
  );
}

/** All of them are answered, unless `limit` is given; `offset` leaves out so many of the first. */
async function answer<Item>(
  context: Context,
  list: () => Promise<readonly Item[]>,
  wrap: (items: readonly Item[]) => object,
): Promise<Response> {
  const { limit, offset = "0", over = "0" } = context.req.query();
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit)) {
    return bad(context, `"limit" must be a whole number from 1 on, and is "${limit}"`);
  }
  if (!/^\d{1,9}$/.test(offset)) {
    return bad(context, `"offset" must be a whole number, and is "${offset}"`);
  }
  if (!/^[01]$/.test(over)) return bad(context, `"over" must be 0 or 1, and is "${over}"`);
  const begin = Number(offset);
  const end = limit === undefined ? undefined : begin + Number(limit);
  return context.json(wrap((await list()).slice(begin, end)));
}

function bad(context: Context, message: string): Response {
  return refuse(context, badParameter(message));
}
