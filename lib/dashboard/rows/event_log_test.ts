import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../events/event.ts";
import { began, ended, sample } from "./_sample.ts";
import { EventLog } from "./event_log.ts";
import { Names } from "./names.ts";

function shape(log: EventLog): [number, number, string | undefined][] {
  return log.rows.map((row) => [row.id, row.endId, row.status]);
}

Deno.test("EventLog joins the two events of a call by the id that both carry", () => {
  const log = new EventLog(100);
  log.append([began(1, { correlation: "a" }), began(2, { correlation: "b" })]);
  log.append([ended(3, { correlation: "b", duration_ms: 40 }), ended(4, { correlation: "a" })]);
  assertEquals(shape(log), [[1, 4, "ok"], [2, 3, "ok"]]);
  assertEquals(log.rows.map((row) => row.duration_ms), [3000, 40]);
});

Deno.test("EventLog joins calls without an id per session and tool, in order", () => {
  const log = new EventLog(100);
  log.append([began(1), began(2), began(3, { session: "s2" }), began(4, { tool: "Read" })]);
  log.append([ended(5), ended(6, { session: "s2" }), ended(7, { status: "error" })]);
  assertEquals(shape(log), [
    [1, 5, "ok"],
    [2, 7, "error"],
    [3, 6, "ok"],
    [4, 0, "running"],
  ]);
});

Deno.test("EventLog does not join calls whose ids differ", () => {
  const log = new EventLog(100);
  log.append([began(1, { correlation: "a" }), ended(2, { correlation: "b" })]);
  assertEquals(shape(log), [[1, 0, "running"], [2, 0, "ok"]]);
});

Deno.test("EventLog gives no duration when the emitter's clock was set back", () => {
  const log = new EventLog(100);
  log.append([began(1, { ts: 9000 }), ended(2, { ts: 4000 })]);
  assertEquals(log.rows[0]?.duration_ms, undefined);
});

Deno.test("EventLog ends a call that was denied, as the server does", () => {
  const denied = { type: "permission.denied", status: "error" as const };
  const log = new EventLog(100);
  log.append([began(1, { correlation: "a" }), began(2)]);
  log.append([ended(3, { ...denied, correlation: "a" }), ended(4, denied)]);
  assertEquals(shape(log), [[1, 3, "error"], [2, 4, "error"]]);
  assertEquals(log.rows.map((row) => row.outcome), ["denied", "denied"]);
  assertEquals([...log.open()], []);
});

Deno.test("EventLog joins an agent's beginning and end", () => {
  const log = new EventLog(100);
  const agent = { agent: "engineer", category: "agent" as const };
  log.append([
    sample(1, { ...agent, type: "agent.start", status: "running" }),
    sample(2, { ...agent, type: "agent.stop", status: "ok" }),
  ]);
  assertEquals(shape(log), [[1, 2, "ok"]]);
});

Deno.test("insert() puts earlier events first, and joins ends that were alone until then", () => {
  const log = new EventLog(100);
  log.append([ended(5, { correlation: "a" }), sample(6)]);
  const change = log.insert([sample(3), began(4, { correlation: "a" })]);
  assertEquals(change.fresh.map((row) => row.id), [3, 4]);
  assertEquals(change.joined.map((row) => row.id), [5]);
  assertEquals(shape(log), [[3, 0, undefined], [4, 5, "ok"], [6, 0, undefined]]);
});

Deno.test("append() reports rows that have ended, and trims the oldest in big steps", () => {
  const log = new EventLog(100);
  log.append([began(1)]);
  assertEquals(log.append([ended(2)]).completed.map((row) => row.id), [1]);
  const many = Array.from({ length: 110 }, (_, at) => sample(at + 3));
  assertEquals(log.append(many).trimmed, 11);
  assertEquals([log.rows.length, log.rows[0]?.id], [100, 13]);
});

Deno.test("find() finds a row by either of its events", () => {
  const log = new EventLog(100);
  log.append([sample(1), began(2), sample(3), ended(4)]);
  assertEquals(log.find(4)?.id, 2);
  assertEquals(log.find(3)?.id, 3);
  assertEquals(log.find(9), undefined);
});

Deno.test("append() folds the notification that repeats a question", () => {
  const log = new EventLog(100);
  const asks = { data: { notification_type: "permission_prompt" }, type: "notification" };
  log.append([
    sample(1, { type: "permission.request" }),
    sample(2, asks),
    sample(3),
    sample(4, asks),
  ]);
  assertEquals(log.rows.map((row) => row.kind), ["waiting", "housekeeping", "note", "waiting"]);
});

Deno.test("append() tells the result of tests on the row of the command that ran them", () => {
  const log = new EventLog(100);
  const call = { correlation: "a" };
  log.append([began(1, call), ended(2, call)]);
  const result = {
    ...call,
    source: "monitor",
    type: "test.result",
    summary: "Tests (npm): 31 passed",
  };
  assertEquals(log.append([sample(3, result)]).completed.map((row) => row.id), [1]);
  assertEquals(log.rows.map((row) => [row.kind, row.outcome]), [
    ["tool", "31 passed"],
    ["housekeeping", ""],
  ]);
});

Deno.test("append() calls an agent by the type that an earlier event of it reported", () => {
  const log = new EventLog(100);
  const agent = { agent: "7fb15048" };
  log.append([
    sample(1, { ...agent, data: { agent_type: "engineer" } }),
    sample(2, agent),
    sample(3, { agent: "other" }),
  ]);
  assertEquals(log.rows.map((row) => row.who), ["engineer", "engineer", "other"]);
});

const telemetry = { source: "otel", type: "otel.api.request" };

/** An event that knows its session and nothing else of it. */
function measured(id: number, session: string): CanonicalEvent {
  const { project: _, ...event } = sample(id, { ...telemetry, session });
  return event;
}

Deno.test("append() calls telemetry by the project of its session, whoever reported it, and when", () => {
  const log = new EventLog(100);
  log.append([sample(1), measured(2, "s1"), measured(3, "s2-unknown-so-far")]);
  assertEquals(log.rows.map((row) => row.who), ["shop-api", "shop-api", "session s2-unkno"]);
  log.append([sample(4, { session: "s2-unknown-so-far", project: "/home/dev/kiosk" })]);
  assertEquals(log.rows[2]?.who, "kiosk");
  assertEquals(log.rows[2]?.data.includes("kiosk"), true);
  // A chosen project shows it, too.
  assertEquals(log.rows.map((row) => row.project?.split("/").at(-1)), [
    "shop-api",
    "shop-api",
    "kiosk",
    "kiosk",
  ]);
});

Deno.test("insert() names later rows by what an earlier event tells of their session", () => {
  const log = new EventLog(100);
  log.append([measured(5, "s1")]);
  log.insert([sample(2)]);
  assertEquals(log.rows.map((row) => row.who), ["shop-api", "shop-api"]);
});

Deno.test("rename() names rows by what another list has learnt, and events of nobody by their way in", () => {
  const names = new Names();
  const log = new EventLog(100, names);
  const { session: _, ...lonely } = measured(2, "s1");
  log.append([measured(1, "s1"), lonely]);
  names.learnProject("s1", "/home/dev/kiosk");
  log.rename();
  assertEquals(log.rows.map((row) => row.who), ["kiosk", "telemetry"]);
});

Deno.test("append() forgets rows without a name when they leave the list", () => {
  const names = new Names();
  const log = new EventLog(100, names);
  log.append(Array.from({ length: 110 }, (_, at) => measured(at + 1, "s1")));
  names.learnProject("s1", "/home/dev/kiosk");
  log.rename();
  assertEquals(new Set(log.rows.map((row) => row.who)), new Set(["kiosk"]));
});

Deno.test("append() leaves a command its outcome where the result of its tests has no counts", () => {
  const log = new EventLog(100);
  const call = { correlation: "a" };
  const failed = { ...call, status: "error" as const, data: { error: "Exit code 1" } };
  log.append([began(1, call), ended(2, failed)]);
  const before = log.rows[0]?.outcome;
  log.append([sample(3, { ...call, type: "test.result", summary: "Tests (deno)" })]);
  assertEquals([log.rows[0]?.outcome, before], ["Exit code 1", "Exit code 1"]);
});

Deno.test("append() ends calls that the person refused or broke off", () => {
  const log = new EventLog(100);
  const decision = { type: "otel.tool.decision", source: "otel", tool: "Bash" } as const;
  log.append([
    began(1, { correlation: "a" }),
    began(2, { correlation: "b" }),
    began(3, { correlation: "c", session: "s2" }),
    began(4, { correlation: "d", agent: "a1" }),
    sample(5, { ...decision, correlation: "a", data: { decision: "reject" } }),
    sample(6, { ...decision, correlation: "b", data: { decision: "accept" } }),
  ]);
  const calls = () => log.rows.slice(0, 4).map(({ status, outcome }) => [status, outcome]);
  const runs = ["running", ""];
  assertEquals(calls(), [["error", "refused"], runs, runs, runs]);
  const { completed } = log.append([sample(7, { type: "turn.interrupted", source: "monitor" })]);
  assertEquals(completed.map(({ id }) => id), [2]);
  assertEquals(calls(), [["error", "refused"], ["error", "interrupted"], runs, runs]);
  log.append([sample(8, { type: "session.end" })]);
  assertEquals(calls()[3], ["error", "interrupted"]);
  assertEquals(calls()[2], runs);
});
