import type { Server, Socket } from "socket.io";
import type { CanonicalEvent, Json, JsonObject } from "../../events/event.ts";
import { bodyIdentity, fromSocket } from "../../ingest/mod.ts";
import type { Intake } from "../intake.ts";
import { isJsonObject } from "../../ingest/json_body.ts";
import { OWN_SOURCE } from "../own_events.ts";
import { toEcho, toFrame } from "./frame.ts";
import { frames, type RequestParts, REQUESTS } from "./requests.ts";

/** What serving claude-mpm's clients takes beside the answers' parts. */
export interface ClaudeMpmParts extends RequestParts {
  readonly io: Server;
  readonly intake: Intake;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** Clients that are told of events in claude-mpm's words. */
const ROOM = "claude-mpm";
/** So many events are sent to a client when it connects. */
const FIRST_HISTORY = 50;
/** Messages of clients that are passed on as claude-mpm's server does. */
const ECHOED = new Set(["claude_event", "hook:ingest"]);
const SESSION_ECHO = new Map([
  ["hook:session:start", "hook:session:started"],
  ["hook:session:end", "hook:session:ended"],
]);

/** Speaks to clients as claude-mpm's own server does, so that its dashboard and tools work. */
export class ClaudeMpmClients {
  readonly #parts: ClaudeMpmParts;

  constructor(parts: ClaudeMpmParts) {
    this.#parts = parts;
    parts.intake.onAccepted = (events) => this.#announce(events);
  }

  /** Greets a client that may be one of claude-mpm's. */
  async welcome(socket: Socket): Promise<void> {
    await socket.join(ROOM);
    socket.emit("dashboard:welcome", {
      message: "Connected to mpm-monitor",
      session_id: socket.id,
      server_info: { service: "unified-monitor", version: this.#parts.version },
    });
    const events = await frames(this.#parts, FIRST_HISTORY);
    const total_available = this.#parts.total();
    socket.emit("event_history", { events, count: events.length, total_available });
  }

  /** Stops speaking claude-mpm's words to a client that speaks ours. */
  dismiss(socket: Socket): void {
    void socket.leave(ROOM);
  }

  /** Tells all how many clients there are. */
  countClients(): void {
    this.#toAll("dashboard:client:count", { count: this.#parts.clients().length });
  }

  /** Answers a request, or stores an event and passes it on. Anything may come. */
  async take(socket: Socket, name: string, argument: unknown): Promise<void> {
    const answer = REQUESTS.get(name);
    try {
      if (answer !== undefined) {
        const asked = isJsonObject(argument) ? argument : {};
        const { message, body } = await answer(asked, socket.id, this.#parts);
        socket.emit(message, body);
      } else if (isJsonObject(argument)) await this.#takeEvent(name, argument);
      else if (ECHOED.has(name)) socket.emit("hook:error", { error: "An event is a JSON object" });
    } catch (error) {
      this.#parts.log(`Cannot take "${name}" of a client: ${String(error)}`);
      socket.emit("hook:error", { error: "The server could not complete this" });
    }
  }

  /** Stores what a client sends who may not read, or who speaks on a namespace of its own. */
  async takeFromSender(socket: Socket, name: string, argument: unknown): Promise<void> {
    if (REQUESTS.has(name)) {
      socket.emit("hook:error", { error: "This server answers such requests only with its token" });
    } else await this.take(socket, name, argument);
  }

  async #takeEvent(name: string, event: JsonObject): Promise<void> {
    const { intake } = this.#parts;
    const arrival = intake.arrival();
    const body = bodyIdentity(`socket ${name}`, JSON.stringify(event));
    const drafts = fromSocket(name, event, { ...arrival, body });
    const sessionEcho = SESSION_ECHO.get(name);
    if (ECHOED.has(name)) {
      const stored = await intake.store(drafts);
      if (stored.length === 0) return;
      const echo = toEcho(event, arrival.received);
      this.#toAll("hook:event", echo);
      this.#toAll("claude_event", echo);
    } else {
      await intake.accept(drafts);
      if (sessionEcho !== undefined) this.#toAll(sessionEcho, event);
    }
  }

  #announce(events: readonly CanonicalEvent[]): void {
    if (!this.#parts.io.of("/").adapter.rooms.has(ROOM)) return;
    for (const event of events) {
      // claude-mpm's server makes no events of its own from those of its emitters.
      if (event.source === OWN_SOURCE) continue;
      const { message, body } = toFrame(event);
      this.#toAll(message, body);
    }
  }

  #toAll(message: string, body: Json): void {
    this.#parts.io.to(ROOM).emit(message, body);
  }
}
