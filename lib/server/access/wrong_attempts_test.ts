import { assertEquals } from "@std/assert";
import { FREE_ATTEMPTS, WrongAttempts } from "./wrong_attempts.ts";

function attempts() {
  const clock = { now: 0 };
  const pauses: number[] = [];
  const ends: (() => void)[] = [];
  const log: string[] = [];
  const counter = new WrongAttempts({
    now: () => clock.now,
    pause(ms) {
      pauses.push(ms);
      return new Promise((resolve) => ends.push(resolve));
    },
    log: (line) => log.push(line),
  });
  return { clock, pauses, ends, log, add: () => counter.add("token", "127.0.0.1") };
}

Deno.test("WrongAttempts answers a few at once, and lets the further ones wait", async () => {
  const { pauses, ends, add } = attempts();
  for (let at = 0; at < FREE_ATTEMPTS; at++) assertEquals(await add(), true);
  assertEquals(pauses, []);
  const slow = add();
  assertEquals(pauses, [1000]);
  ends.forEach((end) => end());
  assertEquals(await slow, true);
});

Deno.test("WrongAttempts lets no more than so many wait", async () => {
  const { ends, add } = attempts();
  for (let at = 0; at < FREE_ATTEMPTS; at++) await add();
  const waiting = Array.from({ length: 50 }, add);
  assertEquals(await add(), false);
  ends.forEach((end) => end());
  assertEquals(new Set(await Promise.all(waiting)), new Set([true]));
});

Deno.test("WrongAttempts forgets after a minute", async () => {
  const { clock, pauses, add } = attempts();
  for (let at = 0; at < FREE_ATTEMPTS; at++) await add();
  clock.now = 60_000;
  assertEquals([await add(), pauses.length], [true, 0]);
});

Deno.test("WrongAttempts fills no log, and leaves none out of the count", () => {
  const { log, add } = attempts();
  for (let at = 0; at < 250; at++) void add();
  assertEquals(log.length, 5);
  assertEquals(log[0], "Refused a wrong token from 127.0.0.1");
  assertEquals(log[4], "Refused a wrong token from 127.0.0.1 (100 times since the last line)");
});
