import { assert, assertEquals } from "@std/assert";
import type { JsonObject } from "../events/event.ts";
import { fromClaudeHook } from "../ingest/adapters.ts";
import { EMPTY_STATE, reduce, viewSessions } from "../state/mod.ts";
import { demoHour } from "./hour.ts";
import type { DemoInput } from "./input.ts";
import { interruptionOf } from "./interrupt.ts";

const HOUR = demoHour({ seed: 7, run: "a" });

/** The sessions as they stand after hooks, a second later. */
function sessionsAfter(inputs: readonly DemoInput[]) {
  let id = 0;
  const received = HOUR.at(-1)?.at ?? 0;
  const events = inputs.filter(({ path }) => path === "/hooks/claude").flatMap(({ body }) =>
    fromClaudeHook(body, { received }).map(({ draft }) => ({ ...draft, id: ++id }))
  );
  return viewSessions(reduce(EMPTY_STATE, events), received + 1000);
}

function names(inputs: readonly { readonly body: JsonObject }[], name: string): string[] {
  return inputs.flatMap(({ body }) =>
    body["hook_event_name"] === name ? [String(body["tool_use_id"])] : []
  );
}

Deno.test("interruptionOf() ends every tool and every session, wherever the hour breaks off", () => {
  let crashed = 0;
  for (let sent = 0; sent <= HOUR.length; sent += 7) {
    const played = HOUR.slice(0, sent);
    const ends = interruptionOf(HOUR, sent).flat();
    const sessions = sessionsAfter([...played, ...ends]);
    const open = sessions.filter((session) => session.ended === null);
    // The session that crashes in the story stays what it is.
    assert(open.length <= 1, `${open.length} are open after ${sent}`);
    crashed += open.length;
    for (const session of sessions.filter((each) => !open.includes(each))) {
      assertEquals(session.state, "done");
      for (const agent of session.agents) {
        assert(["done", "interrupted", "failed"].includes(agent.state), agent.state);
        assertEquals([agent.tool, agent.waiting], [null, null]);
      }
    }
    const begun = names(played, "PreToolUse").length;
    const over = ["PostToolUse", "PostToolUseFailure"]
      .flatMap((name) => names([...played, ...ends], name)).length;
    assertEquals(begun - over, open.length, `after ${sent}`);
  }
  assert(crashed > 0);
});

Deno.test("interruptionOf() has nothing to end before the hour begins", () => {
  assertEquals(interruptionOf(HOUR, 0), []);
});
