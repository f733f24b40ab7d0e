import { assertEquals, assertNotEquals } from "@std/assert";
import { statePaths } from "../home/paths.ts";
import type { StartOptions } from "../../config/settings.ts";
import { planFor, policyFor, type StartRequest } from "./start.ts";

function request(options: Partial<StartOptions>, force = false): StartRequest {
  return {
    paths: statePaths(() => "/home"),
    range: { first: 8765, last: 8768 },
    options: { host: "localhost", ...options },
    mode: "background",
    force,
    reclaim: true,
    note: () => {},
  };
}

Deno.test("planFor() walks the range, or takes the one port that was asked for", () => {
  const walk = planFor(request({}));
  assertEquals(walk.ports, [8765, 8766, 8767, 8768]);
  assertEquals(walk.dashboardPorts, [8766, 8767, 8768, 8765]);
  assertEquals(walk.dashboardOptional, true);

  const exact = planFor(request({ port: 9000, dashboard_port: 9001 }));
  assertEquals([exact.ports, exact.dashboardPorts], [[9000], [9001]]);
  assertEquals(exact.dashboardOptional, false);
  assertEquals(planFor(request({ dashboard_port: null })).dashboardPorts, []);
});

Deno.test("planFor() makes fresh secrets each time", () => {
  const [one, other] = [planFor(request({})), planFor(request({}))];
  assertNotEquals(one.instance, other.instance);
  assertNotEquals(one.secret, other.secret);
});

Deno.test("policyFor() lets --force act on what was named, and on the first port else", () => {
  const choice = (options: Partial<StartOptions>, port: number) =>
    policyFor("server", port, request(options, true))?.choice;
  assertEquals(choice({ port: 8767 }, 8767), "explicit");
  assertEquals(choice({}, 8765), "first of range");
  assertEquals(choice({}, 8766), "other");
});

Deno.test("policyFor() ends nothing for a dashboard port, but debug scripts on a named one", () => {
  assertEquals(policyFor("dashboard", 8766, request({}, true)), null);
  assertEquals(policyFor("dashboard", 8766, request({ dashboard_port: 8766 }, true)), {
    reclaim: true,
    force: false,
    choice: "other",
  });
});
