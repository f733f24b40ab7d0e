import { assertEquals } from "@std/assert";
import { dashboardOf, localAddresses, pageUrl } from "./host.ts";
import { formatHost, isLoopback } from "../../address.ts";

Deno.test("isLoopback() knows what stays on this machine", () => {
  for (const host of ["localhost", "127.0.0.1", "127.8.8.8", "::1"]) {
    assertEquals(isLoopback(host), true, host);
  }
  for (const host of ["0.0.0.0", "::", "192.168.1.2", "127.0.0.1.evil.example", "example.org"]) {
    assertEquals(isLoopback(host), false, host);
  }
});

Deno.test("pageUrl() shows an address that works on this machine", () => {
  assertEquals(pageUrl("localhost", 8765), "http://localhost:8765");
  assertEquals(pageUrl("0.0.0.0", 8765), "http://localhost:8765");
  assertEquals(pageUrl("::1", 8765), "http://[::1]:8765");
});

Deno.test("localAddresses() tries all addresses at which a server may be reached", () => {
  assertEquals(localAddresses("localhost"), ["127.0.0.1", "::1"]);
  assertEquals(localAddresses("0.0.0.0"), ["127.0.0.1"]);
  assertEquals(localAddresses("::"), ["::1", "127.0.0.1"]);
  assertEquals(localAddresses("192.168.1.2"), ["192.168.1.2"]);
  assertEquals(formatHost("::1"), "[::1]");
  assertEquals(formatHost("127.0.0.1"), "127.0.0.1");
});

Deno.test("dashboardOf() falls back to the server's own port", () => {
  const record = { host: "localhost", port: 8765, dashboard_port: null };
  assertEquals(dashboardOf({ ...record, options: { host: "localhost" } }), "http://localhost:8765");
  assertEquals(
    dashboardOf({ ...record, options: { host: "localhost", dashboard_port: null } }),
    null,
  );
});
