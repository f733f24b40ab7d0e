import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../user_error.ts";
import { checkNotify } from "./check_notify.ts";

Deno.test("checkNotify() takes the desktop, and addresses that can be posted to", () => {
  assertEquals(checkNotify("http://localhost:9000/x", "x"), "http://localhost:9000/x");
  assertEquals(checkNotify("desktop", "x"), "desktop");
  assertEquals(checkNotify("desktop,http://a/", "x"), "desktop,http://a/");
  for (
    const text of [
      "",
      "desktop,",
      "desktop,x",
      "desk",
      "localhost",
      "file:///etc/passwd",
      "javascript:1",
    ]
  ) {
    assertThrows(() => checkNotify(text, "--notify"), UserError, "--notify");
  }
});
