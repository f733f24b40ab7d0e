import { assertEquals } from "@std/assert";
import { ANSWER, RECORD } from "./_samples.ts";
import { findUnrecorded } from "./find_unrecorded.ts";
import type { Health } from "./health.ts";

Deno.test("findUnrecorded() finds servers of ours on ports that no record names", async () => {
  const asked: number[] = [];
  const answers: Record<number, Health> = {
    8767: { kind: "healthy", answer: { ...ANSWER, instance: "two", port: 8767, pid: 7 } },
    8768: { kind: "healthy", answer: { ...ANSWER, instance: "two", port: 8767, pid: 7 } },
    8769: { kind: "stranger", service: "claude-mpm-monitor" },
  };
  const found = await findUnrecorded([8765, 8766, 8767, 8767, 8768, 8769, 8770], [
    { path: "x", record: RECORD, state: "healthy", health: ANSWER },
  ], {
    isTaken: (port) => Promise.resolve(port < 8770),
    probe: (_host, port) => {
      asked.push(port);
      return Promise.resolve(answers[port] ?? { kind: "silent" });
    },
  });
  assertEquals(asked, [8767, 8768, 8769], "neither recorded ports nor free ones");
  assertEquals(found.map(({ port, answer }) => [port, answer.pid]), [[8767, 7]]);
});
