import { assertEquals } from "@std/assert";
import { Histogram, Registry } from "prom-client";
import { exposition } from "./exposition.ts";
import { RouteHistogram } from "./route_histogram.ts";

Deno.test("RouteHistogram says what the library's own histogram says", async () => {
  const registry = new Registry();
  const theirs = new Histogram({
    name: "ingest_seconds",
    help: "How long it took",
    labelNames: ["way"],
    buckets: [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [registry],
  });
  const ours = new RouteHistogram("ingest_seconds", "How long it took");
  for (const way of ["/hooks/claude", "/api/events"]) {
    for (const seconds of [0, 0.0001, 0.0002, 0.00021, 0.3, 1, 7, 0.004]) {
      theirs.observe({ way }, seconds);
      ours.observe(way, seconds);
    }
  }
  const lines = (text: string) => text.split("\n").filter((line) => line !== "").toSorted();
  assertEquals(lines(exposition([ours.family()])), lines(await registry.metrics()));
});
