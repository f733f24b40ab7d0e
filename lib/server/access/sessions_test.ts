import { assert, assertEquals } from "@std/assert";
import { SESSION_MS, Sessions } from "./sessions.ts";

function sessionsOf(token: string, clock: { now: number }, revoked = new Map<string, number>()) {
  return new Sessions({
    token,
    now: () => clock.now,
    revoked: { has: (name) => revoked.has(name), add: (name, end) => revoked.set(name, end) },
  });
}

Deno.test("Sessions end by themselves, and with their token", () => {
  const clock = { now: 1_000 };
  const sessions = sessionsOf("t0ken", clock);
  const id = sessions.issue();
  assert(sessions.isGood(id));
  assert(!sessionsOf("another token", clock).isGood(id));
  clock.now += SESSION_MS - 1;
  assert(sessions.isGood(id));
  clock.now += 1;
  assert(!sessions.isGood(id));
});

Deno.test("Sessions end when they are revoked, and only these", () => {
  const clock = { now: 1_000 };
  const revoked = new Map<string, number>();
  const sessions = sessionsOf("t0ken", clock, revoked);
  const [one, other] = [sessions.issue(), sessions.issue()];
  sessions.revoke(one);
  assert(!sessions.isGood(one));
  assert(sessions.isGood(other));
  assertEquals([...revoked.values()], [1_000 + SESSION_MS]);
});

Deno.test("Sessions believe no id that was changed", () => {
  const sessions = sessionsOf("t0ken", { now: 1_000 });
  const [name, expires, signature] = sessions.issue().split(".");
  const forged = [
    `${name}.${Number(expires) + 1}.${signature}`,
    `x${name}.${expires}.${signature}`,
    `${name}.${expires}.`,
    `${name}.${expires}`,
    `${name}.x.${signature}`,
    `.${expires}.${signature}`,
    ".",
    "",
  ];
  for (const id of forged) {
    assert(!sessions.isGood(id), id);
    sessions.revoke(id);
  }
});
