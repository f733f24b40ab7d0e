import { formatHost } from "../../address.ts";
import type { ClientInfo } from "../../contract/http.ts";

/** What a client said about itself when it connected. */
export interface ClientFacts {
  readonly id: string;
  /**
   * Remote address, with or without the IPv4 prefix of IPv6. Older runtimes do not tell it of a
   * client that begins with a WebSocket.
   */
  readonly address: string | undefined;
  readonly port: number;
  readonly userAgent: string | undefined;
  readonly origin: string | undefined;
  /** The handshake's `auth` object. */
  readonly auth: Readonly<Record<string, unknown>>;
  /** ms since 1970, UTC. */
  readonly connectedAt: number;
}

/** What stays the same of a client as long as it is connected. */
export type ClientIdentity = Omit<ClientInfo, "queued" | "rtt_ms" | "feed">;

/** Describes a client for people. Its kind is a courtesy: nothing is decided by it. */
export function describeClient(facts: ClientFacts): ClientIdentity {
  return {
    id: facts.id,
    kind: kindOf(facts),
    address: facts.address === undefined ? "unknown" : endpoint(facts.address, facts.port),
    connected_at: facts.connectedAt,
  };
}

function endpoint(remote: string, port: number): string {
  const address = remote.replace(/^::ffff:/, "");
  return `${formatHost(address)}:${port}`;
}

function kindOf({ auth, origin, userAgent = "" }: ClientFacts): ClientInfo["kind"] {
  if (auth["client"] === "cli") return "CLI Monitor";
  if (typeof auth["claude_mpm_version"] === "string") return "Claude MPM";
  if (origin !== undefined || userAgent.startsWith("Mozilla/")) return "Browser";
  return "External Tool";
}
