import { Server as Engine } from "engine.io";
import type { GuardPolicy } from "../access/guard.ts";
import { assessHandshake } from "./handshake.ts";
import { MAX_BODY } from "../limits.ts";

/** What an engine is made from. */
export interface EngineParts {
  readonly policy: GuardPolicy;
  /** Called for each handshake that was refused, by code. */
  readonly onRefused: (code: string) => void;
  /** Time between two pings of a client, in ms. */
  readonly pingEvery: number;
  /** Connections at once. */
  readonly most: number;
}

/** Clients that name no transport are given polling, as upstream's server does it. */
class LenientEngine extends Engine {
  override handleRequest(...[request, response]: Parameters<Engine["handleRequest"]>): void {
    request.url = withTransport(request.url ?? "");
    super.handleRequest(request, response);
  }
}

function withTransport(url: string): string {
  const [path = "", ...queries] = url.split("?");
  const query = queries.join("?");
  if (new URLSearchParams(query).get("transport")) return url;
  const others = query.split("&").filter((each) => each !== "" && !/^transport(=|$)/.test(each));
  return `${path}?${[...others, "transport=polling"].join("&")}`;
}

/** The transports under Socket.IO, for all ports of a server. */
export function makeEngine({ policy, onRefused, pingEvery, most }: EngineParts): Engine {
  const engine = new LenientEngine({
    allowRequest(request, decide) {
      const refusal = assessHandshake(request, policy)?.error ?? tooMany(request.url);
      if (refusal !== null) onRefused(refusal.code);
      decide(refusal?.message ?? null, refusal === null);
    },
    maxHttpBufferSize: MAX_BODY,
    perMessageDeflate: false,
    pingInterval: pingEvery,
    ...(policy.origins.length === 0
      ? {}
      : { cors: { origin: [...policy.origins], credentials: true } }),
  });
  // A request that names a session belongs to a client that is already in.
  function tooMany(url = ""): { code: string; message: string } | null {
    if (engine.clientsCount < most || /[?&]sid=/.test(url)) return null;
    return { code: "too_many_clients", message: `This server takes no more than ${most} clients` };
  }
  return engine;
}
