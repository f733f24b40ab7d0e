/** What a socket's handshake tells about the client behind it. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "socket.io";
import { factsOf } from "../access/request_facts.ts";
import { type Credentials, isDirect } from "../access/decide_access.ts";
import { type ClientIdentity, describeClient } from "./clients.ts";
import { assessRequest, type GuardPolicy } from "../access/guard.ts";
import type { Refusal } from "../refusal.ts";

/** Decides whether a handshake is refused; `null` lets it pass. */
export function assessHandshake(request: IncomingMessage, policy: GuardPolicy): Refusal | null {
  return assessRequest({ ...factsOf(request, "/socket.io/"), method: "GET" }, policy);
}

/** What a client shows for itself. */
export function credentialsOf(
  { handshake, request }: Socket,
): Omit<Credentials, "session"> & { cookies: string } {
  const { auth, headers } = handshake;
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  const token: unknown = auth["token"];
  return {
    direct: isDirect(request.socket.remoteAddress, (name) => textOf(headers[name])),
    token: typeof token === "string" ? token : bearer,
    cookies: headers.cookie ?? "",
  };
}

/** Our dashboard and our command line say so; they need no words of claude-mpm. */
export function isOurOwn({ handshake }: Socket): boolean {
  return handshake.query["client"] === "dashboard" || handshake.auth["client"] === "cli";
}

/**
 * Describes a client for people.
 *
 * @param connectedAt ms since 1970, UTC
 */
export function describeSocket(socket: Socket, connectedAt: number): ClientIdentity {
  const { headers, auth } = socket.handshake;
  const { remoteAddress, remotePort } = socket.request.socket;
  const address: string | undefined = remoteAddress ?? socket.handshake.address;
  return describeClient({
    id: socket.id,
    address,
    port: remotePort ?? 0,
    userAgent: headers["user-agent"],
    origin: headers.origin,
    auth,
    connectedAt,
  });
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
