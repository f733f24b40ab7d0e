import type { IncomingMessage } from "node:http";
import { Server as Engine } from "engine.io";
import type { GuardPolicy } from "../access/guard.ts";
import { assessHandshake } from "./handshake.ts";
import { MAX_MESSAGE } from "../limits.ts";
import { isPolling, slicePolling } from "./slice_polling.ts";

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

type TransportName = "polling" | "websocket" | "webtransport";

/**
 * Clients that name no transport are given polling, as upstream's server does it. There is no
 * JSON-P, which is for pages of other sites: whoever asks for it is given plain polling.
 */
class LenientEngine extends Engine {
  override handleRequest(...[request, response]: Parameters<Engine["handleRequest"]>): void {
    request.url = plainPolling(request.url ?? "");
    super.handleRequest(request, response);
  }

  override createTransport(name: TransportName, request: IncomingMessage) {
    const transport = super.createTransport(name, request);
    if (isPolling(transport)) slicePolling(transport);
    return transport;
  }
}

function plainPolling(url: string): string {
  const [path = "", ...queries] = url.split("?");
  const query = queries.join("?");
  const parameters = new URLSearchParams(query);
  const hasTransport = Boolean(parameters.get("transport"));
  if (hasTransport && !parameters.has("j")) return url;
  const unwanted = hasTransport ? /^j(=|$)/ : /^(j|transport)(=|$)/;
  const others = query.split("&").filter((each) => each !== "" && !unwanted.test(each));
  return `${path}?${[...others, ...hasTransport ? [] : ["transport=polling"]].join("&")}`;
}

/** The transports under Socket.IO, for all ports of a server. */
export function makeEngine({ policy, onRefused, pingEvery, most }: EngineParts): Engine {
  const engine = new LenientEngine({
    allowRequest(request, decide) {
      const refusal = assessHandshake(request, policy)?.error ?? tooMany(request.url);
      if (refusal !== null) onRefused(refusal.code);
      decide(refusal?.message ?? null, refusal === null);
    },
    maxHttpBufferSize: MAX_MESSAGE,
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
