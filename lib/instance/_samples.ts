/** What several tests of this folder need: a record, a health answer, a process. */
import type { HealthAnswer } from "../contract/http.ts";
import type { ProcessInfo } from "../ports/table/types.ts";
import type { InstanceRecord } from "./home/record.ts";

/** A record as a running server writes it. */
export const RECORD: InstanceRecord = {
  schema_version: 1,
  phase: "running",
  pid: 4711,
  process_start: "boot:a:1",
  port: 8765,
  dashboard_port: 8766,
  host: "localhost",
  mode: "background",
  version: "0.1.0",
  executable: "/usr/bin/mpm-monitor",
  instance: "one",
  started_at: 1_795_361_291_000,
  secret: "secret",
  token: null,
  store: "/home/ann/.claude-mpm/monitor/stores/8765.db",
  options: { host: "localhost" },
};

/** What the server of {@linkcode RECORD} answers. */
export const ANSWER: HealthAnswer = {
  status: "running",
  service: "claude-mpm-monitor",
  version: "0.1.0",
  port: 8765,
  pid: 4711,
  uptime: 1,
  product: "mpm-monitor",
  instance: "one",
  store: "x",
  dashboard_port: 8766,
  clients: 0,
  events: 0,
  events_since_start: 0,
  degraded: [],
};

/** A process of this user that runs some command in the root folder. */
export function processOf(pid: number, command: string): ProcessInfo {
  const argv = command.split(" ");
  return { pid, ppid: 1, user: "ann", own: true, argv, cwd: "/", start: "boot:a:1" };
}
