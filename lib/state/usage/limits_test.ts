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

/** One line of a session that has cost so much. */
function line(story: Story, session: string, used: number, more: { at?: number; spent?: number }) {
  const { at = story.now + 7_200_000, spent } = more;
  return story.tell("session.status", {
    session,
    data: {
      rate_limits: { five_hour: { used_percentage: used, resets_at: at / 1000 } },
      ...(spent === undefined ? {} : { cost: { total_cost_usd: spent } }),
    },
  });
}

Deno.test("a limit that falls within its window is believed after a request", () => {
  const story = new Story();
  const at = story.now + 7_200_000;
  line(story, "a", 100, { at, spent: 0.1 });
  line(story, "idle", 100, { at, spent: 5 });
  // Another plan, or a limit that was reset early: the next request tells.
  line(story, "a", 20, { at, spent: 0.2 });
  assertEquals(shown(story), [["five_hour", 20]]);
  // What was overtaken on its way is older.
  line(story, "a", 19, { at, spent: 0.15 });
  assertEquals(shown(story), [["five_hour", 20]]);
  // Who made no request since draws what it was told before, also much later.
  line(story.wait(600), "idle", 100, { at, spent: 5 });
  assertEquals(shown(story), [["five_hour", 20]]);
  line(story, "idle", 21, { at, spent: 5.1 });
  assertEquals(shown(story), [["five_hour", 21]]);
});

Deno.test("a reset that begins another window before the old one is over is believed, too", () => {
  const story = new Story();
  const at = story.now + 3_600_000;
  line(story, "a", 90, { at, spent: 1 });
  line(story, "a", 3, { at: at + 14_400_000, spent: 1.1 });
  assertEquals(shown(story), [["five_hour", 3]]);
  line(story, "a", 4, { at: at + 7_200_000, spent: 1.2 });
  assertEquals(shown(story), [["five_hour", 4]]);
});

Deno.test("limits of two accounts at once are both reported, and not taken for each other", () => {
  const story = new Story();
  const [work, home] = [story.now + 3_600_000, story.now + 10_800_000];
  line(story, "work", 80, { at: work, spent: 1 });
  line(story, "home", 10, { at: home, spent: 1 });
  line(story, "work", 82, { at: work, spent: 1.5 });
  line(story, "home", 11, { at: home, spent: 1.5 });
  const reported = viewLimits(story.state.limits, story.now)
    .map(({ session, used_percent }) => [session, used_percent]);
  assertEquals(reported.sort(), [["home", 11], ["work", 82]]);
  // One that is over is not shown beside one that is not.
  story.wait(3_700);
  assertEquals(shown(story), [["five_hour", 11]]);
  line(story, "home", 12, { at: home, spent: 2 });
  line(story, "work", 1, { at: home + 60_000, spent: 2 });
  assertEquals(shown(story), [["five_hour", 1]]);
});

Deno.test("a percentage that is none is no figure", () => {
  const story = new Story();
  const resets_at = story.now / 1000 + 7_200;
  for (const used_percentage of [-1, 100.5, 101, 1e9, "42", null, true, {}, [7], "NaN"]) {
    tell(story, { five_hour: { used_percentage, resets_at } });
    story.tell("session.status", {
      data: { context_window: { used_percentage, context_window_size: 200_000 } },
    });
    assertEquals(shown(story), [], `${used_percentage}`);
    assertEquals(story.session.usage.context_percent, null, `${used_percentage}`);
  }
  for (const used_percentage of [0, 100, 99.5]) {
    tell(story, { five_hour: { used_percentage, resets_at } });
    assertEquals(shown(story), [["five_hour", used_percentage]]);
    story.wait(60);
  }
});

Deno.test("a limit with a name of 60 characters is shown, one with more is not", () => {
  const story = tell(new Story(), {
    ["a".repeat(60)]: { used_percentage: 1 },
    ["b".repeat(61)]: { used_percentage: 2 },
  });
  assertEquals(shown(story).map(([name]) => name), ["a".repeat(60)]);
});

Deno.test("readings whose windows end within five minutes are of one account, others of two", () => {
  const resets_at = new Story().now / 1000 + 7_200;
  const both = (apart: number) => {
    const story = new Story();
    tell(story, { five_hour: { used_percentage: 10, resets_at } }, "one");
    tell(story, { five_hour: { used_percentage: 20, resets_at: resets_at + apart } }, "other");
    return shown(story).length;
  };
  assertEquals([both(300), both(301)], [1, 2]);
});
