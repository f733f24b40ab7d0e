import { assertEquals } from "@std/assert";
import type { Json } from "./event.ts";
import { contextPercent } from "./percent.ts";

const USAGE = {
  input_tokens: 100,
  output_tokens: 50,
  cache_creation_input_tokens: 9_900,
  cache_read_input_tokens: 40_000,
};

function percent(window: Json, model = "claude-opus-5-5"): number | undefined {
  return contextPercent({ context_window: window, model: { id: model } });
}

Deno.test("the use of the context is what is reported, or what its tokens say", () => {
  const size = { context_window_size: 200_000 };
  assertEquals(percent({ ...size, used_percentage: 42.5 }), 42.5);
  assertEquals(percent({ ...size, current_usage: USAGE }), 25);
  assertEquals(percent({ ...size, current_usage: USAGE, used_percentage: null }), 25);
  assertEquals(percent({ ...size, current_usage: USAGE, used_percentage: 24 }), 24);
  assertEquals(percent({ used_percentage: 7 }), 7);
});

Deno.test("the use of the context is unknown where it is not reported, or cannot be", () => {
  const size = { context_window_size: 200_000 };
  const wrong: readonly Json[] = [
    {},
    null,
    size,
    { current_usage: USAGE },
    { ...size, current_usage: null, used_percentage: null },
    { ...size, current_usage: { input_tokens: 5 } },
    { ...size, current_usage: { ...USAGE, input_tokens: -5 } },
    { ...size, used_percentage: 101 },
    { ...size, used_percentage: "42" },
    { context_window_size: 0, current_usage: USAGE },
    // More than there is place for: the size is not the session's.
    { ...size, used_percentage: 100, current_usage: { ...USAGE, cache_read_input_tokens: 4e5 } },
  ];
  for (const window of wrong) assertEquals(percent(window), undefined, JSON.stringify(window));
  // A window of a million, of which only the usual part is reported.
  assertEquals(percent({ ...size, used_percentage: 100 }, "claude-opus-4-8[1m]"), undefined);
});
