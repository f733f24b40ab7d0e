import type { LoginAnswer } from "../contract/http.ts";
import { dashboardOf } from "./home/host.ts";
import { requestLocal } from "./local_http.ts";
import type { InstanceRecord } from "./home/record.ts";

/** What is needed of a server to open its dashboard. */
export type Openable = Pick<
  InstanceRecord,
  "host" | "port" | "dashboard_port" | "options" | "secret" | "token"
>;

/**
 * The address that opens a server's dashboard: where a token is asked for, a link that works once.
 *
 * @returns `null` when the server has no dashboard
 */
export async function dashboardLink(server: Openable): Promise<string | null> {
  const address = dashboardOf(server);
  if (address === null || server.token === null) return address;
  const answer = await requestLocal({
    host: server.host,
    port: server.port,
    path: "/api/control/login",
    method: "POST",
    token: server.secret,
    timeout: 2_000,
  });
  const path = answer.kind === "answer" ? (answer.body as LoginAnswer | null)?.path : undefined;
  return path === undefined ? address : address + path;
}
