import type { CanonicalEvent, JsonObject } from "../../events/event.ts";
import { isJsonObject, objectIn, textIn } from "../../events/json.ts";
import { bytesOf, MAX_BYTES } from "../../mcp/bounded_list.ts";
import { brief, moment } from "./brief.ts";

/** Sessions of one file that are named. */
const MAX_SESSIONS = 5;

interface Touched {
  readonly path: string;
  readonly project: string | undefined;
  changes: number;
  reads: number;
  readonly kinds: Set<string>;
  readonly sessions: Set<string>;
  readonly last: number;
  readonly event: number;
}

/** Files by what events say of them, the one that was touched last first. */
export class TouchedFiles {
  readonly #files = new Map<string, Touched>();
  readonly #most: number;
  #bytes = 0;

  /** @param most files */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Takes an event, the newest first.
   *
   * @returns whether there was room for its file
   */
  add(event: CanonicalEvent): boolean {
    const { type, data, session, project, received, id } = event;
    if (!isJsonObject(data)) return true;
    const path = textIn(data, "file_path", "path") ??
      textIn(objectIn(data, "tool_input"), "file_path", "notebook_path");
    if (path === undefined) return true;
    let file = this.#files.get(path);
    if (file === undefined) {
      file = {
        path,
        project,
        changes: 0,
        reads: 0,
        kinds: new Set(),
        sessions: new Set(),
        last: received,
        event: id,
      };
      // Room for what may be added to it later.
      const bytes = bytesOf(fileEntry(file)) + ROOM;
      const isFull = this.#files.size >= this.#most ||
        (this.#files.size > 0 && this.#bytes + bytes > MAX_BYTES);
      if (isFull) return false;
      this.#files.set(path, file);
      this.#bytes += bytes;
    }
    if (type === "file.change") {
      file.changes += 1;
      if (file.kinds.size < MAX_KINDS) {
        file.kinds.add(brief(textIn(data, "change_type") ?? "changed"));
      }
    } else file.reads += 1;
    if (session !== undefined && file.sessions.size < MAX_SESSIONS) {
      file.sessions.add(brief(session));
    }
    return true;
  }

  entries(): readonly JsonObject[] {
    return [...this.#files.values()].map(fileEntry);
  }
}

const MAX_KINDS = 5;

/** Bytes of the session ids and kinds of one file, as they usually are. */
const ROOM = 120;

function fileEntry({ path, project, last, ...file }: Touched): JsonObject {
  return {
    path: brief(path),
    ...(project === undefined ? {} : { project: brief(project) }),
    changes: file.changes,
    reads: file.reads,
    kinds: [...file.kinds],
    sessions: [...file.sessions],
    last: moment(last),
    event: file.event,
  };
}
