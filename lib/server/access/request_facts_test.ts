import { assertEquals } from "@std/assert";
import { headerOf } from "./request_facts.ts";

Deno.test("headerOf() finds a header by its name in any case, and no other one", () => {
  const rawHeaders = ["Hist", "evil", "HOST", "localhost", "Hosts", "evil", "Accept", "*/*"];
  assertEquals(headerOf({ rawHeaders }, "host"), "localhost");
  assertEquals(headerOf({ rawHeaders }, "accept"), "*/*");
  assertEquals(headerOf({ rawHeaders }, "origin"), undefined);
  assertEquals(headerOf({ rawHeaders: ["Host", ""] }, "host"), "");
});

Deno.test("headerOf() takes values for names never", () => {
  assertEquals(headerOf({ rawHeaders: ["X-Note", "host", "Accept", "*/*"] }, "host"), undefined);
});

Deno.test("headerOf() joins what was sent twice: cookies as cookies, all else as one value", () => {
  const rawHeaders = ["Host", "a", "Cookie", "x=1", "host", "b", "cookie", "y=2"];
  assertEquals(headerOf({ rawHeaders }, "host"), "a, b");
  assertEquals(headerOf({ rawHeaders }, "cookie"), "x=1; y=2");
});
