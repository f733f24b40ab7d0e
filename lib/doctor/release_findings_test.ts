import { assertEquals } from "@std/assert";
import { releaseFindings } from "./release_findings.ts";

Deno.test("releaseFindings() names a newer release that somebody has looked for", () => {
  const at = (version: string) =>
    releaseFindings({ version, checked_at: 1 }, "0.2.0").map(({ message }) => message);
  assertEquals(at("0.10.0"), [
    "mpm-monitor 0.10.0 is there, as 'mpm-monitor upgrade --check' has found",
  ]);
  assertEquals([at("0.2.0"), at("0.1.9"), at("0.2.0-rc.1"), at("?")], [[], [], [], []]);
  assertEquals(releaseFindings(null, "0.2.0"), []);
});
