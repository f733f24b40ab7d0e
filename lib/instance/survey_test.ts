import { assertEquals } from "@std/assert";
import type { PortTable } from "../ports/table/types.ts";
import { ANSWER, processOf, RECORD } from "./_samples.ts";
import type { Instance } from "./inspect.ts";
import { surveyPorts } from "./survey.ts";

const INSTANCE: Instance = { path: "x", record: RECORD, state: "healthy", health: ANSWER };
const TABLE: PortTable = {
  listeners: [
    { address: "127.0.0.1", port: 8765, pid: 4711 },
    { address: "::1", port: 8765, pid: 4711 },
    { address: "127.0.0.1", port: 8766, pid: 4711 },
    { address: "127.0.0.1", port: 8767, pid: 5 },
    { address: "0.0.0.0", port: 8768, pid: 6 },
    { address: "0.0.0.0", port: 8769, pid: null },
  ],
  processes: new Map([
    [4711, processOf(4711, "mpm-monitor __serve")],
    [5, processOf(5, "mpm-monitor __serve")],
    [6, processOf(6, "python3 -m http.server")],
  ]),
  problems: [],
};

Deno.test("surveyPorts() tells who holds which port, and asks only strangers", async () => {
  const asked: number[] = [];
  const { used } = await surveyPorts([8765, 8766, 8767, 8768, 8769], [INSTANCE], {
    readTable: () => Promise.resolve(TABLE),
    probe: (_host, port) => {
      asked.push(port);
      return Promise.resolve(
        port === 8767
          ? { kind: "healthy", answer: { ...ANSWER, instance: "two" } }
          : { kind: "silent" },
      );
    },
  });
  assertEquals(
    Array.from(used, ([port, { holderClass, instance }]) => [
      port,
      holderClass,
      instance?.record.port,
    ]),
    [
      [8765, "monitor", 8765],
      [8766, "dashboard", 8765],
      [8767, "orphan", undefined],
      [8768, "foreign", undefined],
      [8769, "foreign", undefined],
    ],
  );
  assertEquals(asked.toSorted(), [8767, 8768, 8769]);
});

Deno.test("surveyPorts() does not believe the record of a process that has ended", async () => {
  const stale: Instance = { ...INSTANCE, state: "stale", health: null };
  const { used } = await surveyPorts([8765], [stale], {
    readTable: () => Promise.resolve({ ...TABLE, listeners: TABLE.listeners.slice(0, 2) }),
    probe: () => Promise.resolve({ kind: "silent" }),
  });
  assertEquals(used.get(8765)?.holderClass, "foreign");
});
