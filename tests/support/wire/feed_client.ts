import { io, type Socket } from "socket.io-client";
import type {
  ClientToServer,
  EventBatch,
  ServerToClient,
  SubscribeReply,
  SubscribeRequest,
} from "../../../lib/contract/socket.ts";

/** A real Socket.IO client that writes down what it is sent. */
export interface FeedClient extends Disposable {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly batches: readonly EventBatch[];
  /** All ids that came, in the order in which they came. */
  ids(): number[];
  /** Subscribes and waits for the answer. */
  subscribe(request: SubscribeRequest): Promise<SubscribeReply>;
}

/** Connects a {@linkcode FeedClient}; it is disconnected at the end of its scope. */
export async function connectFeedClient(
  url: string,
  options: Record<string, unknown> = {},
): Promise<FeedClient> {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    forceNew: true,
    transports: ["websocket"],
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    ...options,
  });
  const batches: EventBatch[] = [];
  socket.on("events", (batch) => void batches.push(batch));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  }).catch((error: unknown) => {
    socket.disconnect();
    throw error;
  });
  return {
    socket,
    batches,
    ids: () => batches.flatMap(({ events }) => events.map(({ id }) => id)),
    subscribe: (request) => new Promise((resolve) => socket.emit("subscribe", request, resolve)),
    [Symbol.dispose]: () => void socket.disconnect(),
  };
}
