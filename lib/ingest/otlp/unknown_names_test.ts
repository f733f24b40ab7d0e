import { assertEquals } from "@std/assert";
import { unknownNames } from "./unknown_names.ts";

Deno.test("names that OTLP does not have are found at each level", () => {
  assertEquals(unknownNames("logs", { resource_logs: [] }), ["resource_logs"]);
  assertEquals(
    unknownNames("traces", {
      resourceSpans: [{ resource: {}, scope_spans: [] }, { scopeSpans: [{ spanList: [] }] }],
    }),
    ["scope_spans", "spanList"],
  );
});

Deno.test("a whole export has none, and an empty one neither", () => {
  const metrics = [{ scope: {}, schemaUrl: "x", metrics: [{ strange: 1 }] }];
  assertEquals(
    unknownNames("metrics", { resourceMetrics: [{ resource: {}, scopeMetrics: metrics }] }),
    [],
  );
  assertEquals(unknownNames("metrics", {}), []);
  assertEquals(unknownNames("logs", { resourceLogs: 7 }), []);
});
