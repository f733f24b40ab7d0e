import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../user_error.ts";
import { checkUrl } from "./check_url.ts";

Deno.test("checkUrl() takes addresses that can be posted to", () => {
  assertEquals(checkUrl("http://localhost:9000/x", "x"), "http://localhost:9000/x");
  for (const text of ["", "localhost", "file:///etc/passwd", "javascript:1"]) {
    assertThrows(() => checkUrl(text, "--notify"), UserError, "--notify");
  }
});
