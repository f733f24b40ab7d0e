/** Who may read and who may send, where a token is asked for: one pure decision. */
import { hostName, isLoopback, isLoopbackName } from "../../address.ts";
import { sameSecret } from "./tokens.ts";

/** When a token is asked for. */
export interface AccessPolicy {
  /** `null`: nobody is asked for one. */
  readonly token: string | null;
  /** Also from emitters on this machine. */
  readonly requireToken: boolean;
}

/** What a request shows for itself. */
export interface Credentials {
  /** Whether it came over loopback, by a loopback name and through no proxy. */
  readonly direct: boolean;
  /** From `Authorization: Bearer` or a socket's `auth.token`. */
  readonly token: string | undefined;
  /** Whether the cookie that {@linkcode sessionCookie} names holds a session that goes on. */
  readonly session: boolean;
}

/** What a request wants: to read, or to send events. */
export type Permission = "read" | "send";

/**
 * Name of the cookie that holds a browser's session id. Browsers share cookies among all ports of
 * a host: the port in the name keeps instances apart.
 *
 * @param port the server's own port, also for requests to its dashboard's
 */
export function sessionCookie(port: number): string {
  return `mpm_monitor_session_${port}`;
}

/** Whether everybody may do everything. */
export function asksNobody({ token }: AccessPolicy): boolean {
  return token === null;
}

/** Decides whether a request may do what it wants. */
export function isAllowed(
  permission: Permission,
  credentials: Credentials,
  policy: AccessPolicy,
): boolean {
  const { token } = policy;
  if (token === null) return true;
  if (credentials.token !== undefined) return sameSecret(credentials.token, token);
  if (credentials.session) return true;
  return permission === "send" && credentials.direct && !policy.requireToken;
}

/**
 * Whether a connection comes from this machine itself, and not from a proxy on it.
 *
 * @param address the connection's remote address
 * @param header gives a header's value
 */
export function isDirect(
  address: string | undefined,
  header: (name: string) => string | undefined,
): boolean {
  if (address === undefined || !isLoopback(address)) return false;
  if (!isLoopbackName(hostName(header("host") ?? ""))) return false;
  return ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
    .every((name) => header(name) === undefined);
}
