import { assertEquals } from "@std/assert";
import { began, ended, sample } from "../rows/_sample.ts";
import { alertFor, alertForLong, DEFAULT_ALERTS } from "./alert_rules.ts";
import { makeRow } from "../rows/row.ts";

const ON = { ...DEFAULT_ALERTS, on: true, errors: true };
const asks = sample(1, { type: "permission.request", summary: "Asks to run rm" });

Deno.test("alertFor() tells who waits and what failed, and only when it is switched on", () => {
  assertEquals(
    alertFor(asks, { kind: "waiting" }, ON, 1500, "shop-api")?.title,
    "shop-api waits for you",
  );
  assertEquals(alertFor(ended(2, { status: "error" }), { kind: "tool" }, ON, 2500)?.event, 2);
  assertEquals(alertFor(asks, { kind: "waiting" }, DEFAULT_ALERTS, 1500), undefined);
  assertEquals(alertFor(asks, { kind: "waiting" }, { ...ON, waiting: false }, 1500), undefined);
  // The same question, notified of again.
  assertEquals(alertFor(asks, { kind: "housekeeping" }, ON, 1500), undefined);
  assertEquals(alertFor(sample(3), { kind: "note" }, ON, 3500), undefined);
});

Deno.test("alertFor() tells of a tool that asks, once, and of a turn that has finished", () => {
  const question = began(4, { tool: "AskUserQuestion" });
  const again = sample(5, { type: "permission.request", tool: "AskUserQuestion" });
  const title = (...given: Parameters<typeof alertFor>) => alertFor(...given)?.title;
  assertEquals(title(question, { kind: "tool" }, ON, 4500, "kiosk"), "kiosk waits for you");
  assertEquals(title(again, { kind: "waiting", about: 4 }, ON, 5500), undefined);
  assertEquals(title(again, { kind: "waiting" }, ON, 5500), "An agent waits for you");
  const stop = sample(6, { type: "turn.stop" });
  assertEquals(title(stop, { kind: "answer" }, ON, 6500), undefined);
  const finished = { ...ON, finished: true };
  assertEquals(title(stop, { kind: "answer" }, finished, 6500), "An agent: a turn has finished");
  assertEquals(title({ ...stop, agent: "qa" }, { kind: "answer" }, finished, 6500), undefined);
});

Deno.test("alertFor() does not call anybody back for what happened long ago", () => {
  assertEquals(alertFor(asks, { kind: "waiting" }, ON, 1000 + 31_000), undefined);
  assertEquals(alertFor(asks, { kind: "waiting" }, { ...ON, since: 1001 }, 1500), undefined);
});

Deno.test("alertForLong() tells of a tool that runs longer than the limit", () => {
  const row = makeRow(began(1));
  const minutes = (n: number) => 1000 + n * 60_000;
  assertEquals(alertForLong(row, ON, minutes(9)), undefined);
  assertEquals(alertForLong(row, ON, minutes(10))?.event, 1);
  assertEquals(alertForLong(row, ON, minutes(12)), undefined);
  assertEquals(alertForLong(row, { ...ON, longMinutes: 0 }, minutes(10)), undefined);
});
