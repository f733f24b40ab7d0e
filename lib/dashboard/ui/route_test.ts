import { assertEquals } from "@std/assert";
import { formatRoute, parseRoute, withParams } from "./route.ts";

Deno.test("parseRoute() and formatRoute() keep a view and its parameters", () => {
  const route = { view: "history", params: { q: "größe & tool:Bash", event: "7" } } as const;
  assertEquals(parseRoute(formatRoute(route)), route);
});

Deno.test("parseRoute() takes what it does not understand for Live", () => {
  for (const hash of ["", "#", "#/", "#nowhere", "#/nowhere"]) {
    assertEquals(parseRoute(hash), { view: "live", params: {} });
  }
});

Deno.test("withParams() takes away what is empty", () => {
  const route = parseRoute("#/live?q=a&event=1");
  assertEquals(withParams(route, { q: "", event: undefined, project: "p" }).params, {
    project: "p",
  });
});
