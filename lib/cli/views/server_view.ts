import { dashboardOf, pageUrl } from "../../instance/home/host.ts";
import type { InstanceRecord } from "../../instance/home/record.ts";

/** What of a record the views show. */
export type ShownRecord = Omit<InstanceRecord, "secret" | "token">;

/** The address of a server. */
export function serverUrl({ host, port }: ShownRecord): string {
  return pageUrl(host, port);
}

/** A server in JSON, field by field, so that nothing gets out by accident. */
export function serverJson(record: ShownRecord): Record<string, unknown> {
  return {
    port: record.port,
    dashboard_port: record.dashboard_port,
    host: record.host,
    server_url: serverUrl(record),
    dashboard_url: dashboardOf(record),
    pid: record.pid,
    mode: record.mode,
    version: record.version,
    instance: record.instance,
    store: record.store,
    started_at: new Date(record.started_at).toISOString(),
  };
}
