import { assertEquals } from "@std/assert";
import { began, ended, sample } from "../rows/_sample.ts";
import { alertFor, alertForLong, DEFAULT_ALERTS } from "./alert_rules.ts";
import { makeRow } from "../rows/row.ts";

const ON = { ...DEFAULT_ALERTS, on: true, errors: true };
const asks = sample(1, { type: "permission.request", summary: "Asks to run rm" });

Deno.test("alertFor() tells who waits and what failed, and only when it is switched on", () => {
  assertEquals(alertFor(asks, "waiting", ON, 1500)?.title, "shop-api waits for you");
  assertEquals(alertFor(ended(2, { status: "error" }), "tool", ON, 2500)?.event, 2);
  assertEquals(alertFor(asks, "waiting", DEFAULT_ALERTS, 1500), undefined);
  assertEquals(alertFor(asks, "waiting", { ...ON, waiting: false }, 1500), undefined);
  // The same question, notified of again.
  assertEquals(alertFor(asks, "housekeeping", ON, 1500), undefined);
  assertEquals(alertFor(sample(3), "note", ON, 3500), undefined);
});

Deno.test("alertFor() does not call anybody back for what happened long ago", () => {
  assertEquals(alertFor(asks, "waiting", ON, 1000 + 31_000), undefined);
  assertEquals(alertFor(asks, "waiting", { ...ON, since: 1001 }, 1500), undefined);
});

Deno.test("alertForLong() tells of a tool that runs longer than the limit", () => {
  const row = makeRow(began(1));
  const minutes = (n: number) => 1000 + n * 60_000;
  assertEquals(alertForLong(row, ON, minutes(9)), undefined);
  assertEquals(alertForLong(row, ON, minutes(10))?.event, 1);
  assertEquals(alertForLong(row, ON, minutes(12)), undefined);
  assertEquals(alertForLong(row, { ...ON, longMinutes: 0 }, minutes(10)), undefined);
});
