import { assert, assertEquals } from "@std/assert";
import {
  type AccessPolicy,
  type Credentials,
  isAllowed,
  isDirect,
  type Permission,
} from "./decide_access.ts";
import { LoginCodes } from "./tokens.ts";

const nobody: Credentials = { direct: false, token: undefined, session: false };
const wide: AccessPolicy = { token: "t0ken", requireToken: false };

function may(permission: Permission, credentials: Partial<Credentials>, policy = wide): boolean {
  return isAllowed(permission, { ...nobody, ...credentials }, policy);
}

Deno.test("isAllowed() asks nobody where there is no token", () => {
  const open = { token: null, requireToken: false };
  assert(may("read", {}, open) && may("send", {}, open));
});

Deno.test("isAllowed() lets the token, and a session made from it, do everything", () => {
  for (const permission of ["read", "send"] as const) {
    assert(may(permission, { token: "t0ken" }));
    assert(may(permission, { session: true }));
    assert(!may(permission, { token: "wrong" }));
    assert(!may(permission, { token: "" }));
    assert(!may(permission, { session: true, token: "wrong" }));
    assert(!may(permission, {}));
  }
});

Deno.test("isAllowed() lets emitters on this machine send without a token, but not read", () => {
  assert(may("send", { direct: true }));
  assert(!may("read", { direct: true }));
  assert(!may("send", { direct: true, token: "wrong" }));
  assert(!may("send", { direct: true }, { ...wide, requireToken: true }));
});

Deno.test("isDirect() is true for connections of this machine alone", () => {
  const direct = (address: string | undefined, headers: Record<string, string> = {}) =>
    isDirect(address, (name) => ({ host: "localhost:8765", ...headers })[name]);
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) assert(direct(address), address);
  for (
    const address of [undefined, "192.168.1.7", "::ffff:10.0.0.1", "fe80::1", "127.0.0.1.evil"]
  ) {
    assert(!direct(address), address);
  }
  assert(!direct("127.0.0.1", { host: "monitor.example" }));
  assert(!direct("127.0.0.1", { "x-forwarded-for": "10.0.0.1" }));
});

Deno.test("LoginCodes redeems each code once, within a minute, and keeps few of them", () => {
  const clock = { now: 0 };
  const codes = new LoginCodes(() => clock.now);
  const first = codes.issue();
  assert(codes.redeem(first));
  assert(!codes.redeem(first));
  assert(!codes.redeem(""));
  const [early, late] = [codes.issue(), codes.issue()];
  clock.now = 59_999;
  assert(codes.redeem(early));
  clock.now = 60_000;
  assert(!codes.redeem(late));
  const many = Array.from({ length: 30 }, () => codes.issue());
  assertEquals(many.filter((code) => codes.redeem(code)).length, 20);
});
