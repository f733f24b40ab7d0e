import { assertEquals } from "@std/assert";
import { type ClientFacts, describeClient } from "./clients.ts";

const facts: ClientFacts = {
  id: "a",
  address: "127.0.0.1",
  port: 54321,
  userAgent: undefined,
  origin: undefined,
  auth: {},
  connectedAt: 0,
};

Deno.test("describeClient() names the four kinds of client", () => {
  const kind = (more: Partial<ClientFacts>) => describeClient({ ...facts, ...more }).kind;
  assertEquals(kind({ userAgent: "Mozilla/5.0 (X11)" }), "Browser");
  assertEquals(kind({ auth: { client: "cli" } }), "CLI Monitor");
  assertEquals(kind({ auth: { claude_mpm_version: "6.5.83" } }), "Claude MPM");
  assertEquals(kind({ userAgent: "python-requests/2.28.1" }), "External Tool");
});

Deno.test("describeClient() writes addresses as a person knows them", () => {
  const address = (text: string | undefined) => describeClient({ ...facts, address: text }).address;
  assertEquals(address("127.0.0.1"), "127.0.0.1:54321");
  assertEquals(address("::ffff:127.0.0.1"), "127.0.0.1:54321");
  assertEquals(address("::1"), "[::1]:54321");
  assertEquals(address(undefined), "unknown");
});
