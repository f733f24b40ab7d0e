import { assertEquals } from "@std/assert";
import { VERSION } from "../version.ts";
import { ANSWER, processOf, RECORD } from "../instance/_samples.ts";
import type { Checkup, InstanceCheckup } from "./checkup.ts";
import { assessCheckup } from "./findings.ts";
import { statePaths } from "../instance/home/paths.ts";

const HEALTHY: InstanceCheckup = {
  instance: {
    path: "/home/8765.json",
    record: { ...RECORD, version: VERSION },
    state: "healthy",
    health: ANSWER,
  },
  dashboard: true,
  logWritten: Number.MAX_SAFE_INTEGER,
  crash: [],
  metrics: null,
};
const WELL: Checkup = {
  paths: statePaths(() => "/home"),
  range: { first: 8765, last: 8785 },
  folders: [{ path: "/home", state: "writable" }],
  config: { text: null },
  home: { untrusted: [], open: [], damaged: [] },
  inspection: { instances: [], unusable: [] },
  instances: [HEALTHY],
  survey: { used: new Map(), problems: [] },
  hookPorts: { CLAUDE_MPM_SERVER_PORT: undefined, CLAUDE_MPM_SOCKETIO_PORT: undefined },
};

function troubles(checkup: Partial<Checkup>): [string, string, string | undefined][] {
  return assessCheckup({ ...WELL, ...checkup })
    .filter(({ state }) => state !== "ok")
    .map(({ check, state, advice }) => [check, state, advice]);
}

function withInstance(
  state: InstanceCheckup["instance"]["state"],
  changes: Partial<InstanceCheckup> = {},
) {
  return { instances: [{ ...HEALTHY, instance: { ...HEALTHY.instance, state }, ...changes }] };
}

Deno.test("assessCheckup() finds nothing wrong where all is well", () => {
  assertEquals(troubles({}), []);
});

Deno.test("assessCheckup() tells what to type where nothing runs", () => {
  assertEquals(troubles({ instances: [] }), [["server", "warning", "mpm-monitor start"]]);
});

Deno.test("assessCheckup() tells a silent server from a stale record", () => {
  assertEquals(troubles(withInstance("unresponsive")), [
    ["server", "error", "mpm-monitor stop --port 8765 --force, then mpm-monitor start"],
  ]);
  assertEquals(troubles(withInstance("stale")).map(([check]) => check), ["server", "record"]);
});

Deno.test("assessCheckup() sees an old version, a dead dashboard, a missing log and a crash", () => {
  const record = { ...RECORD, version: "0.0.1" };
  const ill = withInstance("healthy", {
    instance: { ...HEALTHY.instance, record },
    dashboard: false,
    logWritten: null,
    crash: ["panic"],
  });
  assertEquals(
    troubles(ill).map(([check, state]) => `${check} ${state}`),
    ["server_version warning", "dashboard error", "log warning", "crash warning"],
  );
});

Deno.test("assessCheckup() says where Claude MPM's hooks send to, and how to change it", () => {
  const elsewhere = { CLAUDE_MPM_SERVER_PORT: "8770", CLAUDE_MPM_SOCKETIO_PORT: "8765" };
  assertEquals(troubles({ hookPorts: elsewhere }), [
    ["hooks", "warning", "export CLAUDE_MPM_SERVER_PORT=8765"],
  ]);
});

Deno.test("assessCheckup() does not say that Claude MPM's hooks reach a server that refuses them", () => {
  const record = { ...RECORD, version: VERSION, token: "t", options: { host: "localhost" } };
  const asking = { ...record, options: { ...record.options, token: "always" as const } };
  const states = (given: typeof record, hookPorts = WELL.hookPorts) =>
    assessCheckup({
      ...WELL,
      hookPorts,
      ...withInstance("healthy", { instance: { ...HEALTHY.instance, record: given } }),
    }).filter(({ check }) => check === "hooks").map(({ state }) => state);
  assertEquals(states(record), ["ok"]);
  assertEquals(states(asking), []);
  assertEquals(states(asking, { CLAUDE_MPM_SERVER_PORT: "8765" }), ["warning"]);
});

Deno.test("assessCheckup() names who holds the first port", () => {
  const holder = {
    port: 8765,
    addresses: ["0.0.0.0"],
    processes: [processOf(7, "python3 -m claude_mpm.cli monitor start")],
    hidden: false,
  };
  const used = new Map([[8765, {
    holder,
    holderClass: "upstream" as const,
    instance: null,
    answer: null,
  }]]);
  const [port] = troubles({ survey: { used, problems: [] } });
  assertEquals(port?.slice(0, 2), ["port", "warning"]);
});

Deno.test("assessCheckup() reports a folder that cannot be written", () => {
  assertEquals(
    troubles({ folders: [{ path: "/home", state: { problem: "Permission denied" } }] })[0]?.slice(
      0,
      2,
    ),
    [
      "folder",
      "error",
    ],
  );
});

Deno.test("assessCheckup() sees a log that does not grow", () => {
  const logWritten = RECORD.started_at - 60_000;
  assertEquals(troubles(withInstance("healthy", { logWritten })), [
    ["log", "warning", "mpm-monitor restart --port 8765"],
  ]);
});

Deno.test("assessCheckup() names the server whose record cannot be read, and what ends it", () => {
  const reading = { kind: "unreadable", reason: "it is no JSON" } as const;
  const inspection = {
    instances: [],
    unusable: [{ path: "/home/8765.json", port: 8765, reading }],
  };
  const holder = {
    port: 8765,
    addresses: ["127.0.0.1"],
    processes: [processOf(7, "mpm-monitor __serve")],
    hidden: false,
  };
  const used = { holder, holderClass: "orphan", instance: null, answer: ANSWER } as const;
  assertEquals(troubles({ inspection, survey: { used: new Map([[8765, used]]), problems: [] } }), [
    ["record", "error", "mpm-monitor stop --port 8765 --force, then mpm-monitor start --port 8765"],
  ]);
  assertEquals(troubles({ inspection }), [
    ["record", "warning", "Remove /home/8765.json: no server of yours runs on port 8765"],
  ]);
});
