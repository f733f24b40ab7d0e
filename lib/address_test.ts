import { assertEquals } from "@std/assert";
import { formatHost, hostName, isLoopback, isLoopbackName } from "./address.ts";

Deno.test("formatHost() puts IPv6 into brackets", () => {
  assertEquals(["::1", "127.0.0.1", "box.lan"].map(formatHost), ["[::1]", "127.0.0.1", "box.lan"]);
});

Deno.test("isLoopback() is true for this machine's own addresses alone", () => {
  for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"]) {
    assertEquals(isLoopback(host), true, host);
  }
  for (
    const host of [
      "0.0.0.0",
      "::",
      "::11",
      "127.0.0.1.evil.example",
      "localhost.",
      "::ffff:10.0.0.1",
      "",
    ]
  ) {
    assertEquals(isLoopback(host), false, host);
  }
});

Deno.test("hostName() takes the port off, and isLoopbackName() knows what means this machine", () => {
  const names = ["LocalHost:8765", "127.0.0.1", "[::1]:1", "localhost:"].map(hostName);
  assertEquals(names, ["localhost", "127.0.0.1", "[::1]", "localhost"]);
  assertEquals(names.filter(isLoopbackName), names);
  const others = ["localhost.evil.example", "127.0.0.1.nip.io", "::1", "evil.example:80", ""];
  assertEquals(others.map(hostName).filter(isLoopbackName), []);
});
