import { assertEquals } from "@std/assert";
import { Story } from "../_story.ts";
import { withPredecessor } from "./predecessor.ts";

/** A session of the same project that counted some dollars, and ended. */
function before(story: Story, session: string, cost: number): Story {
  return story.tell("session.start", { session, data: { source: "startup" } })
    .tell("session.status", { session, data: { cost: { total_cost_usd: cost } } });
}

Deno.test("a session that ended ten seconds before is the cleared one, and none that ended long after", () => {
  const story = new Story();
  before(story, "cleared", 5).tell("session.end", { session: "cleared" });
  const began = story.now;
  before(story, "other", 2).wait(600).tell("session.end", { session: "other" });
  const { sessions } = story.tell("session.start", { data: { source: "clear" } }).state;
  const session = sessions.get("s");
  if (!session?.begin) throw new Error("No begin");
  const { begin } = withPredecessor(
    { ...session, begin: { ...session.begin, at: began + 10_000 } },
    sessions,
  );
  assertEquals(Object.values(begin?.before ?? {}), [5]);
});

Deno.test("the tokens of a sub-agent are counted from its first request on", () => {
  const story = new Story();
  const request = { "agent.id": "a1", input_tokens: 10, output_tokens: 5 };
  for (const _ of [1, 2]) {
    story.tell("otel.api.request", { source: "otel", data: request });
  }
  assertEquals(story.state.sessions.get("s")?.usage.agents, { a1: 30 });
});
