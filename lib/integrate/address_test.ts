import { assertEquals } from "@std/assert";
import { hostFor } from "./address.ts";

Deno.test("hostFor() names an address that this machine has", () => {
  const [usual, noIpv4] = [() => true, (address: string) => address === "::1"];
  for (const host of [undefined, "localhost", "0.0.0.0", "::"]) {
    assertEquals(hostFor(host, usual), "127.0.0.1");
    assertEquals(hostFor(host, noIpv4), "[::1]");
    assertEquals(hostFor(host, () => false), "127.0.0.1");
  }
  assertEquals(hostFor("::1", usual), "[::1]");
  assertEquals(hostFor("192.168.1.5", () => false), "192.168.1.5");
});
