import { isJsonObject } from "../../lib/events/json.ts";
import { fromClaudeHook, fromStatusLine } from "../../lib/ingest/adapters.ts";
import { fromOtlp } from "../../lib/ingest/otlp/from_otlp.ts";
import type { JsonObject } from "../../lib/events/event.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";
import { EMPTY_STATE, type MonitorState, reduce, viewSessions } from "../../lib/state/mod.ts";
import type { SessionView } from "../../lib/contract/state.ts";

const FOLDER = new URL("../fixtures/claude_code/stories/", import.meta.url);

/** When each story begins where it has no telemetry, whose records tell; ms since 1970, UTC. */
const BEGIN = Date.UTC(2026, 10, 27, 19);

interface Posted {
  /** ms since the story's first line. */
  readonly at: number;
  readonly path: string;
  readonly body: JsonObject;
}

/** What a real Claude Code posted in one story, reported again to an empty state at its own pace. */
export class RecordedStory {
  readonly #posted: readonly Posted[];
  /** ms since 1970, UTC. */
  readonly begin: number;
  #reported = 0;
  #now: number;
  #state: MonitorState = EMPTY_STATE;

  /** @param name of the file below `tests/fixtures/claude_code/stories`, without its ending */
  constructor(name: string) {
    const text = Deno.readTextFileSync(new URL(`${name}.ndjson`, FOLDER));
    // Our own files, in the shape that they are written in.
    this.#posted = text.trim().split("\n").map((line) => JSON.parse(line) as Posted);
    this.begin = beginOf(this.#posted);
    this.#now = this.begin;
  }

  /** When the last line came; ms since the first. */
  get end(): number {
    return this.#posted.at(-1)?.at ?? 0;
  }

  /** Lets time pass up to a moment; ms since the story's first line. */
  goTo(at: number): this {
    for (; this.#reported < this.#posted.length; this.#reported++) {
      const posted = this.#posted[this.#reported];
      if (posted === undefined || posted.at > at) break;
      for (const { draft } of understood(posted, this.begin + posted.at)) {
        this.#state = reduce(this.#state, [{ ...draft, id: this.#state.last + 1 }]);
      }
    }
    this.#now = this.begin + at;
    return this;
  }

  get sessions(): readonly SessionView[] {
    return viewSessions(this.#state, this.#now);
  }
}

function understood({ path, body }: Posted, received: number): readonly NewEvent[] {
  switch (path) {
    case "/hooks/claude":
      return fromClaudeHook(body, { received });
    case "/hooks/statusline":
      return fromStatusLine(body, { received });
    case "/v1/logs":
      return fromOtlp("logs", body, { received });
    default:
      throw new Error(`No story has anything at ${path}`);
  }
}

/** Telemetry tells of a prompt by the emitter's clock, and the hook of it comes at that moment. */
function beginOf(posted: readonly Posted[]): number {
  const prompt = posted.find(({ body }) => body["hook_event_name"] === "UserPromptSubmit");
  const reported = posted.flatMap(({ path, body }) =>
    path === "/v1/logs" ? fromOtlp("logs", body, { received: 0 }) : []
  ).find(({ draft }) => draft.type === "otel.user.prompt" && isJsonObject(draft.data));
  return prompt === undefined || reported === undefined ? BEGIN : reported.draft.ts - prompt.at;
}
