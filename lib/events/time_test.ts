import { assertEquals } from "@std/assert";
import { parseTime } from "./time.ts";

const TIME = 1783000000250;

Deno.test("parseTime() reads times as emitters write them", () => {
  const local = new Date(2026, 6, 2, 15, 46, 40, 250).getTime();
  const cases: readonly (readonly [unknown, number])[] = [
    ["2026-07-02T13:46:40.250100+00:00", TIME],
    ["2026-07-02T13:46:40.250Z", TIME],
    ["2026-07-02T13:46:40.250100+00:00Z", TIME],
    ["2026-07-02T15:46:40.250+02:00", TIME],
    [" 2026-07-02T13:46:40.250Z ", TIME],
    ["2026-07-02T15:46:40.250", local],
    ["2026-07-02 15:46:40.250", local],
    ["2999-01-01T00:00:00+00:00", Date.UTC(2999, 0, 1)],
    [1783000000.25, TIME],
    [1783000000250, TIME],
    [1783000000250000, TIME],
    [1783000000250000000, TIME],
    ["1783000000.25", TIME],
    ["1783000000250", TIME],
  ];
  for (const [written, time] of cases) assertEquals(parseTime(written), time, `${written}`);
});

Deno.test("parseTime() knows what is no time", () => {
  const cases = [
    "yesterday",
    "",
    "2026",
    "13:46",
    "2026-13-45",
    0,
    -1,
    NaN,
    Infinity,
    null,
    true,
    {},
    [],
  ];
  for (const written of cases) assertEquals(parseTime(written), undefined, `${written}`);
});
