import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";

Deno.test("usage shows what was used, also after a restart, and says what it does not understand", async () => {
  await using sandbox = await makeSandbox();
  const none = await sandbox.run(["usage"]);
  assertEquals(none.code, 3);
  assertEquals((await sandbox.run(["start", "--no-dashboard"])).code, 0);
  const url = `http://localhost:${sandbox.range.first}`;
  const session = { session_id: "s-1", cwd: "/home/kim/shop" };
  const bodies = [
    ["/hooks/claude", { ...session, hook_event_name: "SessionStart", source: "startup" }],
    ["/hooks/statusline", {
      ...session,
      cost: { total_cost_usd: 1.25 },
      rate_limits: { seven_day: { used_percentage: 61, resets_at: Date.now() / 1000 + 7_200 } },
    }],
  ] as const;
  for (const [path, body] of bodies) {
    const response = await fetch(url + path, { method: "POST", body: JSON.stringify(body) });
    await response.body?.cancel();
    assertEquals(response.status, 204);
  }
  assertEquals((await sandbox.run(["restart"])).code, 0);
  const shown = await sandbox.run(["usage", "--by", "project,model", "--project", "shop"]);
  assertEquals(shown.code, 0);
  assertMatch(shown.stdout, /^\/home\/kim\/shop +not reported +1 .*\$1\.25$/m);
  assertStringIncludes(shown.stdout, "7 days: 61 % used, begins anew in");
  const json = JSON.parse((await sandbox.run(["usage", "--json", "--days", "1"])).stdout);
  assertEquals([json.schema_version, json.total.cost_usd.value], [1, 1.25]);
  const wrong = await sandbox.run(["usage", "--by", "week"]);
  assertEquals(wrong.code, 2);
  assertStringIncludes(wrong.stderr, "day, project, session, agent, model");
});

Deno.test("usage shows a total that began unseen as unknown, and its part of today as the least", async () => {
  await using sandbox = await makeSandbox();
  assertEquals((await sandbox.run(["start", "--no-dashboard"])).code, 0);
  const url = `http://localhost:${sandbox.range.first}/hooks/statusline`;
  const report = async (total_cost_usd: number) => {
    const body = JSON.stringify({ session_id: "s-1", cost: { total_cost_usd } });
    const response = await fetch(url, { method: "POST", body });
    await response.body?.cancel();
    assertEquals(response.status, 204);
  };
  const note =
    "1 session had used $0.42 when first seen, on days that are not known (reported by status";
  await report(0.42);
  const unknown = (await sandbox.run(["usage", "--days", "1"])).stdout;
  assertMatch(unknown, /^\d{4}-\d\d-\d\d +1 .* –$/m);
  assertStringIncludes(unknown, note);
  await report(0.5);
  const least = (await sandbox.run(["usage", "--days", "1"])).stdout;
  assertMatch(least, /^\d{4}-\d\d-\d\d +1 .* ≥ \$0\.08$/m);
  assertStringIncludes(least, note);
});
