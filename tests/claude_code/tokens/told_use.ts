import type { UsageAnswer } from "../../../lib/contract/http.ts";
import { ask, toldAgents } from "../judge/monitor.ts";
import type { World } from "../drive/world.ts";
import { sortUse, type Use } from "./true_use.ts";

/** What a session used by agent and model, as `GET /api/usage` says; sorted. */
export async function toldUse(world: World, session: string): Promise<Use[]> {
  const { rows } = await ask<UsageAnswer>(world, `/api/usage?by=agent,model&session=${session}`);
  // A session that told nothing has a row all the same, since that is to be seen.
  const told = rows.filter((row) => row.tokens !== null);
  return sortUse(told.map(({ agent, model, requests, tokens }) => {
    const { input = 0, output = 0, cache_read = 0, cache_write = 0 } = tokens?.value ?? {};
    const counted = { input, output, cache_read, cache_write };
    return {
      agent: agent ?? "unknown",
      model: model ?? "unknown",
      requests: requests?.value ?? 0,
      tokens: counted,
    };
  }));
}

/** All tokens of each sub-agent, as `GET /api/agents` says; sorted. */
export async function toldUseOfAgents(world: World, session: string): Promise<(number | null)[]> {
  const agents = await toldAgents(world);
  return agents
    .filter((agent) => agent.session === session && agent.depth > 0)
    .map(({ tokens }) => tokens)
    .sort((left, right) => (left ?? 0) - (right ?? 0));
}
