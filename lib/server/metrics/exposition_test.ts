import { assertEquals } from "@std/assert";
import { Counter, Gauge, Registry } from "prom-client";
import { exposition } from "./exposition.ts";

Deno.test("exposition() writes what the library of Prometheus writes", async () => {
  const registry = new Registry();
  const registers = [registry];
  const refused = new Counter({
    name: "r_total",
    help: "Of a\nb\\c",
    labelNames: ["x"],
    registers,
  });
  const samples = ["plain", 'quote"d', "back\\slash", "two\nlines"].map((x, n) => ({
    labels: { x },
    value: n + 0.5,
  }));
  for (const { labels, value } of samples) refused.inc(labels, value);
  new Gauge({ name: "lag", help: "Late", registers }).set(1e-7);
  new Gauge({ name: "none", help: "Not known", registers }).set(-Infinity);
  const ours = exposition([
    { name: "r_total", help: "Of a\nb\\c", type: "counter", samples },
    { name: "lag", help: "Late", type: "gauge", samples: [{ value: 1e-7 }] },
    { name: "none", help: "Not known", type: "gauge", samples: [{ value: -Infinity }] },
  ]);
  assertEquals(ours, await registry.metrics());
});
