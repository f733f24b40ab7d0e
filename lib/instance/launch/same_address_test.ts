import { assertEquals } from "@std/assert";
import { holdsSameAddress } from "./same_address.ts";

Deno.test("holdsSameAddress() knows which listeners are in a server's way", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["127.0.0.1", "localhost", true],
    ["::1", "localhost", true],
    ["192.168.1.7", "localhost", false],
    ["0.0.0.0", "localhost", true],
    ["::", "localhost", true],
    ["192.168.1.7", "0.0.0.0", true],
    ["::1", "0.0.0.0", false],
    ["::1", "::", true],
    ["192.168.1.7", "::", true],
    ["192.168.1.7", "192.168.1.7", true],
    ["127.0.0.1", "192.168.1.7", false],
    ["0.0.0.0", "192.168.1.7", true],
  ];
  for (const [address, host, expected] of cases) {
    assertEquals(holdsSameAddress(address, host), expected, `${address} for ${host}`);
  }
});
