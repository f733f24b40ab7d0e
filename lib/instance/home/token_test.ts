import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { UserError } from "../../user_error.ts";
import { chooseToken, needsToken } from "./token.ts";

const NONE = () => undefined;

Deno.test("needsToken() asks beyond loopback, or where it is told to", () => {
  assertEquals(needsToken({ host: "localhost" }), false);
  assertEquals(needsToken({ host: "0.0.0.0" }), true);
  assertEquals(needsToken({ host: "localhost", token: "always" }), true);
  assertEquals(needsToken({ host: "0.0.0.0", token: "never" }), false);
});

Deno.test("chooseToken() takes the environment's, else the former one, else a new one", () => {
  const wide = { host: "0.0.0.0" };
  const given = () => "a token of my own";
  assertEquals(chooseToken({ host: "localhost" }, given), null);
  assertEquals(chooseToken(wide, given, "former"), "a token of my own");
  assertEquals(chooseToken(wide, NONE, "former"), "former");
  assertMatch(chooseToken(wide, NONE) ?? "", /^[0-9a-f]{32}$/);
});

Deno.test("chooseToken() refuses one that keeps nobody out", () => {
  const wide = { host: "0.0.0.0" };
  const least = "0123456789abcdef";
  assertEquals(chooseToken(wide, () => least), least);
  for (const given of ["short", least.slice(1)]) {
    assertThrows(() => chooseToken(wide, () => given), UserError, "too short");
  }
});
