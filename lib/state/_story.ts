import type { CanonicalEvent, Json } from "../events/event.ts";
import { reduce } from "./reduce.ts";
import type { AgentStateName, AgentView, SessionView } from "../contract/state.ts";
import { EMPTY_STATE, type MonitorState } from "./state.ts";
import { viewSessions } from "./view_session.ts";

const START = Date.UTC(2026, 10, 20, 9, 0, 0);

/** What a story tells of one event beside its type. */
export type Reported =
  & Partial<
    Pick<
      CanonicalEvent,
      "source" | "session" | "agent" | "project" | "tool" | "correlation" | "status" | "ts"
    >
  >
  & { readonly data?: Record<string, Json>; readonly summary?: string };

/** For tests: tells events one after the other, and asks in between how things stand. */
export class Story {
  #state: MonitorState = EMPTY_STATE;
  #id = 0;
  /** ms since 1970, UTC. */
  now = START;

  /** Lets time pass, in seconds. */
  wait(seconds: number): this {
    this.now += seconds * 1000;
    return this;
  }

  /** One event of session `s`, a second after the last one. */
  tell(type: string, reported: Reported = {}): this {
    this.now += 1000;
    const { data = {}, summary = type, ...fields } = reported;
    const event: CanonicalEvent = {
      id: ++this.#id,
      ts: this.now,
      received: this.now,
      source: "claude-code",
      category: "other",
      type,
      session: "s",
      summary,
      data,
      ...fields,
    };
    this.#state = reduce(this.#state, [event]);
    return this;
  }

  /** A tool of the main agent, or of another, starts. */
  starts(tool: string, id: string, reported: Reported = {}): this {
    return this.tell("tool.pre", { tool, correlation: id, ...reported });
  }

  /** A tool that started has finished. */
  ends(tool: string, id: string, reported: Reported = {}): this {
    return this.tell("tool.post", { tool, correlation: id, ...reported });
  }

  get state(): MonitorState {
    return this.#state;
  }

  get sessions(): SessionView[] {
    return viewSessions(this.#state, this.now);
  }

  /** Session `s` as it stands now. */
  get session(): SessionView {
    const session = this.sessions.find((each) => each.id === "s");
    if (session === undefined) throw new Error("Nothing was reported of session s");
    return session;
  }

  /** An agent of session `s` as it stands now. */
  agent(id: string): AgentView {
    const agent = this.session.agents.find((each) => each.id === id);
    if (agent === undefined) throw new Error(`No agent ${id}`);
    return agent;
  }

  /** The states of all agents of session `s`, by id. */
  get states(): Record<string, AgentStateName> {
    return Object.fromEntries(this.session.agents.map((agent) => [agent.id, agent.state]));
  }
}
