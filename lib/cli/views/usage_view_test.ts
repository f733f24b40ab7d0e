import { assertEquals, assertStringIncludes } from "@std/assert";
import { setColorEnabled } from "@std/fmt/colors";
import type { UsageAnswer } from "../../contract/http.ts";
import type { UsageRow } from "../../contract/usage.ts";
import { usageView } from "./usage_view.ts";

setColorEnabled(false);
const NOW = Date.UTC(2026, 10, 22, 18);
const NOTHING: UsageRow = {
  cost_usd: null,
  tokens: null,
  requests: null,
  sessions: 1,
  unknown: { cost_usd: 1, tokens: 1 },
};

function answer(given: Partial<UsageAnswer>): UsageAnswer {
  return {
    schema_version: 1,
    by: ["day"],
    since: null,
    time_zone: "UTC",
    rows: [],
    total: NOTHING,
    limits: [],
    ...given,
  };
}

function text(given: Partial<UsageAnswer>): string {
  return usageView(answer(given), { days: null, now: NOW }).text;
}

Deno.test("usageView() shows what is unknown as unknown, and says that the sum is too small", () => {
  const day: UsageRow = {
    ...NOTHING,
    day: "2026-11-22",
    sessions: 2,
    cost_usd: { value: 1234.5, from: ["status line"] },
  };
  assertEquals(text({ rows: [day, { ...NOTHING, day: null }], total: day }).split("\n"), [
    "Usage by day, all that is known (UTC)",
    "=====================================",
    "",
    "Day         Sessions  Input  Output  Cache write  Cache read       Cost",
    "----------  --------  -----  ------  -----------  ----------  ---------",
    "2026-11-22         2      –       –            –           –  $1,234.50",
    "before             1      –       –            –           –          –",
    "Total              2      –       –            –           –  $1,234.50",
    "",
    "Reported by status line. Costs are Claude Code's own estimates.",
    "1 session reported no cost: the sum is less than what was used.",
  ]);
});

Deno.test("usageView() says at least, and of how much it does not know the day", () => {
  const undated = {
    cost_usd: { value: 7, from: ["status line" as const] },
    tokens: { value: { output: 1_200 }, from: ["claude-mpm" as const] },
    sessions: 1,
  };
  const day: UsageRow = {
    ...NOTHING,
    day: "2026-11-22",
    unknown: { cost_usd: 0, tokens: 0 },
    undated,
  };
  const note = "1 session had used $7.00 and 1,200 tokens when first seen, on days that are not " +
    "known (reported by status line, claude-mpm): sums are at least what they say.";
  const unknown = text({ rows: [day], total: day }).split("\n");
  assertEquals(unknown[5], "2026-11-22         1      –       –            –           –     –");
  assertEquals(unknown.at(-1), note);
  const known: UsageRow = {
    ...day,
    cost_usd: { value: 0.5, from: ["status line"] },
    tokens: { value: { input: 3, output: 40 }, from: ["claude-mpm"] },
  };
  assertEquals(
    text({ rows: [known], total: known }).split("\n")[5],
    "2026-11-22         1      3    ≥ 40            –           –  ≥ $0.50",
  );
});

Deno.test("usageView() joins tokens into one number where the terminal is narrow", () => {
  const tokens = { input: 1_000_000, output: 2, cache_read: 3_000_000 };
  const day: UsageRow = {
    ...NOTHING,
    day: "2026-11-22",
    cost_usd: { value: 3, from: ["telemetry"] },
    tokens: { value: tokens, from: ["telemetry"] },
    unknown: { cost_usd: 0, tokens: 0 },
  };
  const shown = usageView(answer({ rows: [day], total: day }), { days: 1, now: NOW, width: 60 });
  assertEquals(shown.text.split("\n").slice(3, 6), [
    "Day         Sessions     Tokens   Cost",
    "----------  --------  ---------  -----",
    "2026-11-22         1  4,000,002  $3.00",
  ]);
});

Deno.test("usageView() names what alone was asked for where it is not known", () => {
  const { text } = usageView(answer({}), { days: 1, now: NOW, only: 'project "nope"' });
  assertStringIncludes(text, 'Nothing is known of what project "nope" used in this time.');
});

Deno.test("usageView() tells limits with their end and the age of the reading", () => {
  const about = { read_at: NOW - 120_000, session: "s", from: "status line" } as const;
  const shown = text({
    limits: [
      { name: "five_hour", used_percent: 37.4, resets_at: NOW + 5_025_000, ...about },
      { name: "seven_day", used_percent: null, resets_at: NOW - 60_000, ...about },
      { name: "other\u001b[31m_limit", used_percent: 3, resets_at: null, ...about },
    ],
  });
  assertStringIncludes(shown, "  - 5 hours: 37 % used, begins anew in 1h 23m (read 2m ago)\n");
  assertStringIncludes(shown, "  - 7 days: unknown, since it began anew 1m ago (read 2m ago)\n");
  assertStringIncludes(shown, "  - other?[31m limit: 3 % used (read 2m ago)");
});

Deno.test("usageView() tells a newcomer how to get numbers", () => {
  assertStringIncludes(text({}), "integrate claude-code --telemetry --status-line");
});

Deno.test("usageView() prints hostile names as text", () => {
  const row = { ...NOTHING, model: "opus\u001b]0;x\u0007\n" };
  assertStringIncludes(text({ by: ["model"], rows: [row] }), "opus?]0;x??");
});
