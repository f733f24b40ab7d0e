/** What a real Claude Code reported of its sub-agents' tokens, by hooks and telemetry. */
import { assertEquals } from "@std/assert";
import { RecordedStory } from "../support/recorded_story.ts";

/** The tokens of each sub-agent, by its id, after all of a story. */
function agentTokens(name: string): Readonly<Record<string, number | null>> {
  const story = new RecordedStory(name);
  const [session] = story.goTo(story.end).sessions;
  const agents = session?.agents.filter(({ id }) => id !== "main") ?? [];
  return Object.fromEntries(agents.map(({ id, tokens }) => [id, tokens]));
}

Deno.test("a sub-agent's tokens are those of all its requests, not the size of its last one", () => {
  assertEquals(agentTokens("print_agents3_parallel"), {
    a73f6fb25b3742f23: 102 + 46 + 20200 + 504 + (105 + 55 + 20500 + 510),
    ab8d47d5b05db436c: 103 + 49 + 20300 + 506 + (107 + 61 + 20700 + 514),
    a7d777c94e3d2a238: 104 + 52 + 20400 + 508 + (106 + 58 + 20600 + 512),
  });
});

Deno.test("a sub-agent in the background has the tokens that it used, too", () => {
  assertEquals(agentTokens("print_agent_background"), {
    a221442f5c06d9bf3: 112 + 76 + 21200 + 524 + (114 + 82 + 21400 + 528),
  });
});
