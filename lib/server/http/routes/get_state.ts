import { type Context, Hono } from "hono";
import {
  type AgentsAnswer,
  type ProjectsAnswer,
  SCHEMA_VERSION,
  type SessionsAnswer,
} from "../../../contract/http.ts";
import { type MonitorState, viewAgents, viewProjects, viewSessions } from "../../../state/mod.ts";
import { badParameter, refuse } from "../../refusal.ts";

/** `GET /api/sessions`, `/api/agents` and `/api/projects`: what is going on now. */
export function stateRoutes(state: () => Promise<MonitorState>, now: () => number): Hono {
  const routes = new Hono();
  const sessions = async () => viewSessions(await state(), now());
  routes.get("/sessions", (context) =>
    answer(context, sessions, (sessions): SessionsAnswer => ({
      schema_version: SCHEMA_VERSION,
      sessions,
    })));
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

/** All of them are answered, unless `limit` is given. */
async function answer<Item>(
  context: Context,
  list: () => Promise<readonly Item[]>,
  wrap: (items: readonly Item[]) => object,
): Promise<Response> {
  const limit = context.req.query("limit");
  if (limit === undefined) return context.json(wrap(await list()));
  if (!/^[1-9]\d{0,8}$/.test(limit)) {
    const message = `"limit" must be a whole number from 1 on, and is "${limit}"`;
    return refuse(context, badParameter(message));
  }
  return context.json(wrap((await list()).slice(0, Number(limit))));
}
