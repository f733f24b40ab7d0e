import { formatHost } from "../../address.ts";
import type { InstanceRecord } from "./record.ts";

/** The host unless another is given: both loopback addresses. */
export const DEFAULT_HOST = "localhost";

/** Whether a host stands for all addresses of this machine. */
export function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/**
 * The addresses at which this machine may reach a server that listens on `host`, in the order in
 * which to try them: a machine may lack IPv6, or IPv4 on its loopback.
 */
export function localAddresses(host: string): readonly [string, ...string[]] {
  if (host === DEFAULT_HOST) return ["127.0.0.1", "::1"];
  if (host === "0.0.0.0") return ["127.0.0.1"];
  return host === "::" ? ["::1", "127.0.0.1"] : [host];
}

/** The address of a page on this machine, as it is shown to people. */
export function pageUrl(host: string, port: number): string {
  const name = isAnyAddress(host) ? DEFAULT_HOST : host;
  return `http://${formatHost(name)}:${port}`;
}

/** What an address is made from. */
type Addressed = Pick<InstanceRecord, "host" | "port" | "dashboard_port" | "options">;

/**
 * The address of a server's dashboard. Where no second port was free, the server's own port serves
 * it. `null` when none was wanted.
 */
export function dashboardOf({ host, port, dashboard_port, options }: Addressed): string | null {
  return options.dashboard_port === null ? null : pageUrl(host, dashboard_port ?? port);
}
