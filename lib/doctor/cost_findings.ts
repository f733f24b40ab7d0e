/** What `doctor` says of the monitor's own cost. Pure. */
import type { MetricsAnswer } from "../contract/http.ts";
import type { Finding } from "./finding.ts";

/** A hook that waits longer, in ms, is felt by the agent. */
const SLOW_ANSWER = 50;
/** All hooks of one event together, in ms. */
const SLOW_HOOKS = 1_000;
/** Events on their way to the disk that are more than a burst. */
const LONG_QUEUE = 5_000;

/** What a server's figures mean for those whom it watches. */
export function costFindings(port: number, metrics: MetricsAnswer): Finding[] {
  return [
    answerFinding(port, metrics),
    ...hookFindings(metrics),
    storedFinding(port, metrics),
  ];
}

function answerFinding(port: number, { ingest }: MetricsAnswer): Finding {
  const check = "answer_time";
  const ways = ingest.filter(({ p99_ms }) => p99_ms !== null);
  const slowest = ways.toSorted((left, right) => (right.p99_ms ?? 0) - (left.p99_ms ?? 0))[0];
  if (slowest === undefined) {
    // What hooks leave in the spool is nobody's wait: events may well have come that way.
    return { check, state: "ok", message: `Nobody waited for an answer of port ${port} lately` };
  }
  const { way, p50_ms, p95_ms, p99_ms, count } = slowest;
  const times = [p50_ms, p95_ms, p99_ms].map((ms) => (ms ?? 0).toFixed(1)).join(" / ");
  const message = `Emitters wait ${times} ms (p50 / p95 / p99 of ${count}) for ${way} on port ` +
    port;
  if ((p99_ms ?? 0) <= SLOW_ANSWER) return { check, state: "ok", message };
  return {
    check,
    state: "warning",
    message,
    advice: "The machine is busy, or its disk is slow; hooks are waited for at most 2 s",
  };
}

function hookFindings({ hooks }: MetricsAnswer): Finding[] {
  const check = "hook_time";
  const slowest = hooks.filter(({ p95_ms }) => p95_ms !== null)
    .toSorted((left, right) => (right.p95_ms ?? 0) - (left.p95_ms ?? 0))[0];
  if (slowest === undefined) return [];
  const { event, p95_ms } = slowest;
  const failed = hooks.reduce((sum, each) => sum + each.failed, 0);
  const message = `Claude Code says that its hooks, ours among them, take up to ` +
    `${Math.round(p95_ms ?? 0)} ms (p95 of ${event})` +
    (failed === 0 ? "" : `, and that ${failed} failed`);
  if ((p95_ms ?? 0) <= SLOW_HOOKS && failed === 0) return [{ check, state: "ok", message }];
  return [{
    check,
    state: "warning",
    message,
    advice: "Compare with the time that emitters wait: the rest is other tools' hooks",
  }];
}

function storedFinding(port: number, metrics: MetricsAnswer): Finding {
  const { last_day, queue, not_stored, events, gaps } = metrics;
  const refused = Object.values(events.refused).reduce((sum, count) => sum + count, 0);
  const message = `Port ${port} stored ${plural(last_day.events)} and ${inMiB(last_day.bytes)} ` +
    `in 24 h; ${queue.now} wait for the disk (${queue.max} at most); dropped ` +
    `${events.duplicates} as duplicates, refused ${refused}, could not store ${not_stored}; ` +
    `${gaps} times a slow client was left out`;
  const check = "stored";
  if (not_stored === 0 && queue.now <= LONG_QUEUE) return { check, state: "ok", message };
  return {
    check,
    state: "warning",
    message,
    advice: `Look whether the disk is full: mpm-monitor logs --port ${port}`,
  };
}

function plural(events: number): string {
  return `${events} event${events === 1 ? "" : "s"}`;
}

function inMiB(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
