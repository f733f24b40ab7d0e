import { assertEquals, assertStringIncludes } from "@std/assert";
import type { MetricsAnswer } from "../contract/http.ts";
import { costFindings } from "./cost_findings.ts";

const QUIET: MetricsAnswer = {
  schema_version: 1,
  uptime: 60,
  clients: 0,
  subscriptions: 0,
  store: { events: 10, last: 10, bytes: 1000 },
  lag: { now: 0, max: 0 },
  memory: 1,
  heap: 1,
  events: {
    stored: 10,
    duplicates: 2,
    refused: { not_json: 3 },
    wrong_credentials: {},
    last_minute: 0,
    this_minute: 0,
  },
  gaps: 0,
  ingest: [],
  hooks: [],
  queue: { now: 0, max: 7 },
  not_stored: 0,
  last_day: { events: 10, bytes: 3 * 1024 * 1024 },
  categories: [],
  tools: [],
};

function found(changes: Partial<MetricsAnswer>) {
  return costFindings(8765, { ...QUIET, ...changes });
}

Deno.test("costFindings() tells what is measured, and finds nothing wrong with it", () => {
  const times = { count: 40, p50_ms: 1.23, p95_ms: 2, p99_ms: 8.75 };
  const findings = found({
    ingest: [{ way: "/hooks/claude", ...times }],
    hooks: [{ event: "Stop", failed: 0, ...times }],
  });
  assertEquals(findings.map(({ check, state }) => [check, state]), [
    ["answer_time", "ok"],
    ["hook_time", "ok"],
    ["stored", "ok"],
  ]);
  assertStringIncludes(findings[0]?.message ?? "", "1.2 / 2.0 / 8.8 ms (p50 / p95 / p99 of 40)");
  assertStringIncludes(findings[2]?.message ?? "", "10 events and 3.0 MiB in 24 h; 0 wait");
  assertStringIncludes(findings[2]?.message ?? "", "2 as duplicates, refused 3, could not store 0");
});

Deno.test("costFindings() warns of what an agent feels, and of what is lost", () => {
  const times = { count: 40, p50_ms: 1, p95_ms: 90, p99_ms: 120 };
  const slow = found({ ingest: [{ way: "/hooks/claude", ...times }] });
  assertEquals(slow[0]?.state, "warning");
  const failing = found({ hooks: [{ event: "Stop", ...times, failed: 2 }] });
  assertEquals(failing[1]?.state, "warning");
  assertStringIncludes(failing[1]?.message ?? "", "2 failed");
  assertEquals(found({ not_stored: 1 }).at(-1)?.state, "warning");
  assertEquals(found({ queue: { now: 9_000, max: 9_000 } }).at(-1)?.state, "warning");
});

Deno.test("costFindings() does not say that no events came where they came by the spool", () => {
  const [answer] = costFindings(8765, {
    ...QUIET,
    events: { ...QUIET.events, stored: 40, last_minute: 12 },
  });
  assertEquals(answer?.state, "ok");
  assertEquals(answer?.message, "Nobody waited for an answer of port 8765 lately");
});
