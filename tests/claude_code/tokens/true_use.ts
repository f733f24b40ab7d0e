import type { Answered } from "../api/fake_api.ts";

/** Tokens in the monitor's words. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cache_read: number;
  readonly cache_write: number;
}

/** What one agent used by one model. */
export interface Use {
  readonly agent: string;
  readonly model: string;
  readonly requests: number;
  readonly tokens: Tokens;
}

/** What a session used by agent and model, as the model's own log says; sorted. */
export function trueUse(log: readonly Answered[], session: string): Use[] {
  const own = log.filter((each) => each.session === session && each.usage !== null);
  const groups = Map.groupBy(own, (each) => `${agentOf(each)} ${each.model}`);
  return sortUse(Array.from(groups.values(), (answers) => ({
    agent: agentOf(answers[0]!),
    model: answers[0]!.model,
    requests: answers.length,
    tokens: sumOf(answers),
  })));
}

/**
 * All tokens of each sub-agent of a session that plays no script twice; sorted. `null` where it was
 * answered nothing: nobody tells that it used none.
 */
export function trueUseOfAgents(log: readonly Answered[], session: string): (number | null)[] {
  const own = log.filter((each) => each.session === session && each.script.startsWith("sub-"));
  return Array.from(Map.groupBy(own, ({ script }) => script).values(), (answers) => {
    if (answers.every(({ usage }) => usage === null)) return null;
    const { input, output, cache_read, cache_write } = sumOf(answers);
    return input + output + cache_read + cache_write;
  }).sort((left, right) => (left ?? 0) - (right ?? 0));
}

/** Uses in an order that does not depend on who came first. */
export function sortUse(uses: readonly Use[]): Use[] {
  const key = ({ agent, model }: Use) => `${agent} ${model}`;
  return uses.toSorted((left, right) => key(left) < key(right) ? -1 : 1);
}

/** What Claude Code asks for itself is told under the name of the part that asks. */
const OWN_REQUESTS: Readonly<Record<string, string>> = {
  "#summary": "compact",
  "#title": "generate_session_title",
};

/** The type of the agent that plays a script. */
function agentOf({ script }: Answered): string {
  const own = OWN_REQUESTS[script];
  if (own !== undefined) return own;
  if (script === "sub-explore") return "Explore";
  return script.startsWith("sub-") ? "general-purpose" : "main";
}

function sumOf(answers: readonly Answered[]): Tokens {
  const sum = (of: (usage: NonNullable<Answered["usage"]>) => number) =>
    answers.reduce((total, { usage }) => total + (usage === null ? 0 : of(usage)), 0);
  return {
    input: sum((usage) => usage.input_tokens),
    output: sum((usage) => usage.output_tokens),
    cache_read: sum((usage) => usage.cache_read_input_tokens),
    cache_write: sum((usage) => usage.cache_creation_input_tokens),
  };
}
