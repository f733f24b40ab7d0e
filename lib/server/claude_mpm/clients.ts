import type { Socket } from "socket.io";
import type { EmitReply } from "../../contract/socket.ts";
import type { JsonObject } from "../../events/event.ts";
import { isJsonObject } from "../../events/json.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { socketRoute } from "../../ingest/routes.ts";
import {
  LegacyBroadcaster,
  type LegacyBroadcasterParts,
  type Listener,
} from "./legacy_broadcaster.ts";
import type { LargeBodies } from "../emitters/large/large_bodies.ts";
import { LargeMessage } from "../sockets/large_message.ts";
import { toEcho } from "./frame.ts";
import { frames, type RequestParts, REQUESTS } from "./requests.ts";

/** What serving claude-mpm's clients takes beside the answers' parts. */
export interface ClaudeMpmParts extends RequestParts, LegacyBroadcasterParts {
  readonly ingestor: Pick<EventIngestor, "context" | "accept" | "read">;
  readonly large: Pick<LargeBodies, "understand">;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** So many events are sent to a client when it connects. */
const FIRST_HISTORY = 50;
/** Messages of clients that are passed on as claude-mpm's server does. */
const ECHOED = new Set(["claude_event", "hook:ingest"]);
const SESSION_ECHO = new Map([
  ["hook:session:start", "hook:session:started"],
  ["hook:session:end", "hook:session:ended"],
]);

const NO_OBJECT: EmitReply = {
  ok: false,
  error: { code: "no_json_object", message: "An event is a JSON object" },
};
const NOT_DONE: EmitReply = {
  ok: false,
  error: { code: "not_stored", message: "The server could not complete this" },
};
const NO_TOKEN: EmitReply = {
  ok: false,
  error: {
    code: "no_token",
    message: "This server answers such requests only with its token",
  },
};

/** Speaks to clients as claude-mpm's own server does, so that its dashboard and tools work. */
export class ClaudeMpmClients {
  readonly #parts: ClaudeMpmParts;
  readonly #broadcaster: LegacyBroadcaster;

  constructor(parts: ClaudeMpmParts) {
    this.#parts = parts;
    this.#broadcaster = new LegacyBroadcaster(parts);
  }

  /** Greets a client that may be one of claude-mpm's. */
  async connect(socket: Socket, listener: Listener): Promise<void> {
    this.#broadcaster.add(listener);
    socket.emit("dashboard:welcome", {
      message: "Connected to mpm-monitor",
      session_id: socket.id,
      server_info: { service: "unified-monitor", version: this.#parts.version },
    });
    const events = await frames(this.#parts, FIRST_HISTORY);
    const total_available = this.#parts.total();
    socket.emit("event_history", { events, count: events.length, total_available });
  }

  /** Stops speaking claude-mpm's words to a client that has left, or that speaks ours. */
  disconnect(listener: Listener): void {
    this.#broadcaster.delete(listener);
  }

  /** Tells all how many clients there are. */
  countClients(): void {
    const body = { count: this.#parts.clients().length };
    this.#broadcaster.tell([{ message: "dashboard:client:count", body }]);
  }

  /** Answers a request, or stores an event and passes it on. Anything may come. */
  async take(socket: Socket, name: string, argument: unknown): Promise<EmitReply> {
    const answer = REQUESTS.get(name);
    try {
      if (answer !== undefined) {
        const isAsked = isJsonObject(argument) && !(argument instanceof LargeMessage);
        const asked = isAsked ? argument : {};
        const { message, body } = await answer(asked, socket.id, this.#parts);
        socket.emit(message, body);
        return { ok: true, stored: 0 };
      }
      if (argument instanceof LargeMessage) {
        const reply = await this.#takeLarge(name, argument);
        return reply.ok ? reply : complain(socket, reply);
      }
      if (isJsonObject(argument)) return await this.#takeEvent(name, argument);
      return ECHOED.has(name) ? complain(socket, NO_OBJECT) : NO_OBJECT;
    } catch (error) {
      this.#parts.log(`Cannot take "${name}" of a client: ${String(error)}`);
      return complain(socket, NOT_DONE);
    }
  }

  /** Stores what a client sends who may not read, or who speaks on a namespace of its own. */
  async takeFromSender(socket: Socket, name: string, argument: unknown): Promise<EmitReply> {
    if (REQUESTS.has(name)) return complain(socket, NO_TOKEN);
    return await this.take(socket, name, argument);
  }

  /** Tells what waits, and ends. */
  close(): void {
    this.#broadcaster.close();
  }

  /** It is passed on as any stored event is, since its own words are not at hand. */
  async #takeLarge(name: string, { text }: LargeMessage): Promise<EmitReply> {
    const { ingestor, large } = this.#parts;
    const body = {
      path: socketRoute(name),
      formats: [],
      charset: undefined,
      key: undefined,
      firstLine: undefined,
      seen: 0,
      ...ingestor.context(),
    };
    let stored = 0;
    let fault: string | undefined;
    for await (const { events, faults } of large.understand(body, text)) {
      stored += (await ingestor.accept(events)).length;
      fault ??= faults[0]?.message;
    }
    if (fault === undefined) return { ok: true, stored };
    return { ok: false, error: { code: "not_json", message: fault } };
  }

  async #takeEvent(name: string, event: JsonObject): Promise<EmitReply> {
    const { ingestor } = this.#parts;
    const { received } = ingestor.context();
    const facts = { received, parsed: { objects: [event], faults: [] } };
    const { events } = ingestor.read(socketRoute(name), JSON.stringify(event), facts);
    const ids = await ingestor.accept(events);
    const sessionEcho = SESSION_ECHO.get(name);
    if (sessionEcho !== undefined) this.#broadcaster.tell([{ message: sessionEcho, body: event }]);
    if (ECHOED.has(name) && ids.length > 0) {
      const echo = toEcho(event, received);
      this.#broadcaster.skip(ids);
      this.#broadcaster.tell(["hook:event", "claude_event"].map((message) => ({
        message,
        body: echo,
      })));
    }
    return { ok: true, stored: ids.length };
  }
}

/** Whoever asks for no acknowledgement is told as well. */
function complain(socket: Socket, reply: EmitReply): EmitReply {
  if (!reply.ok) socket.emit("hook:error", { error: reply.error.message });
  return reply;
}
