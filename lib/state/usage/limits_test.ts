import { assertEquals } from "@std/assert";
import type { Json } from "../../events/event.ts";
import { Story } from "../_story.ts";
import { viewLimits } from "../mod.ts";

function tell(story: Story, limits: Json, session = "s"): Story {
  return story.tell("session.status", { session, data: { rate_limits: limits } });
}

function shown(story: Story): [string, number | null][] {
  return viewLimits(story.state.limits, story.now)
    .map(({ name, used_percent }) => [name, used_percent]);
}

Deno.test("limits say how much is used, until when, and how old the reading is", () => {
  const story = new Story();
  const resets_at = Math.floor(story.now / 1000) + 3_600;
  tell(story, {
    seven_day: { used_percentage: 12, resets_at: new Date(story.now + 9e8).toISOString() },
    five_hour: { used_percentage: 40.5, resets_at },
  });
  const [first, second] = viewLimits(story.state.limits, story.now);
  assertEquals(first, {
    name: "five_hour",
    used_percent: 40.5,
    resets_at: resets_at * 1000,
    read_at: story.now,
    session: "s",
    from: "status line",
  });
  assertEquals([second?.name, second?.used_percent], ["seven_day", 12]);
});

Deno.test("a limit that has begun anew since it was read is unknown", () => {
  const story = new Story();
  tell(story, { five_hour: { used_percentage: 90, resets_at: story.now / 1000 + 60 } });
  assertEquals(shown(story), [["five_hour", 90]]);
  story.wait(61);
  assertEquals(shown(story), [["five_hour", null]]);
});

Deno.test("what an idle session was told long ago does not replace what is newer", () => {
  const story = new Story();
  const resets_at = story.now / 1000 + 7_200;
  tell(story, { five_hour: { used_percentage: 30, resets_at } }, "busy");
  tell(story, { five_hour: { used_percentage: 10, resets_at } }, "idle");
  tell(story, { five_hour: { used_percentage: 80, resets_at: resets_at - 18_000 } }, "idle");
  assertEquals(shown(story), [["five_hour", 30]]);
  tell(story, { five_hour: { used_percentage: 2, resets_at: resets_at + 18_000 } }, "busy");
  assertEquals(shown(story), [["five_hour", 2]]);
});

Deno.test("strange limits are passed over, and not too many are kept", () => {
  const story = tell(new Story(), { five_hour: 7, other: { used_percentage: "9" }, gone: null });
  assertEquals(shown(story), []);
  tell(
    story,
    Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`limit${index}`, { used_percentage: index }]),
    ),
  );
  assertEquals(shown(story).length, 12);
  tell(story, JSON.parse('{"__proto__":{"used_percentage":1}}'));
  assertEquals(shown(story).length, 12);
});
