import type { JsonObject } from "../../events/event.ts";
import { textIn } from "../../events/json.ts";
import type { NewEvent } from "../../events/new_event.ts";
import type { SpooledInput } from "../../spool/spool_reader.ts";
import { LARGE_BODY } from "../limits.ts";
import type { LargeBodies } from "./large/large_bodies.ts";
import { PluginDuplicates } from "./plugin_duplicates.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";

/** When processes began, by PID, in the system's own words; `null` where it does not tell. */
export type ReadStarts = (pids: readonly number[]) => Promise<ReadonlyMap<number, string> | null>;

/** The way that inputs of hooks came before there was a spool: one that comes both ways is one. */
const ROUTE = "/hooks/claude";

/** Events that tell which process their session is. */
const PROCESS_EVENTS: ReadonlySet<unknown> = new Set(["SessionStart", "UserPromptSubmit"]);

/** A large input is one body, and no lines. */
const WHOLE = { path: ROUTE, formats: [], charset: undefined, firstLine: undefined, seen: 0 };

/** Within this time, in ms, equal inputs are one that several settings files have sent. */
const SAME_INPUT_MS = 500;

/** A process that was there so long ago, in ms, may have left its PID to another one. */
const FRESH_MS = 5_000;

/** What {@linkcode takeSpooled} is made from. */
export interface TakeSpooledParts {
  readonly ingestor: EventIngestor;
  readonly large: Pick<LargeBodies, "understand">;
  readonly readStarts: ReadStarts;
}

/** Stores inputs of hooks from the spool. */
export function takeSpooled(
  { ingestor, large, readStarts }: TakeSpooledParts,
): (inputs: readonly SpooledInput[]) => Promise<void> {
  const duplicates = new PluginDuplicates();
  return async (given) => {
    const inputs = given.filter((input) => !duplicates.isSecond(input));
    ingestor.onDuplicates(given.length - inputs.length);
    const { received } = ingestor.context();
    const starts = await startsOf(inputs, { received, readStarts });
    const first = new Map<string, number>();
    const events: NewEvent[] = [];
    for (const input of inputs) {
      const { key, text, time } = input;
      const seen = first.get(text) ?? time;
      const since = time - seen < SAME_INPUT_MS ? seen : time;
      first.set(text, since);
      // What waited for a server was not sent at this moment: its own time tells it apart.
      const moment = received - since < SAME_INPUT_MS ? undefined : since;
      const beside = processOf(input, starts);
      const facts = { received, happened: time, key, moment };
      if (text.length > LARGE_BODY) {
        const { redact } = ingestor.context();
        const body = { ...WHOLE, ...facts, redact, beside };
        for await (const part of large.understand(body, text.trim())) events.push(...part.events);
      } else {
        const parsed = { objects: [{ ...input.body, ...beside }], faults: [] };
        events.push(...ingestor.read(ROUTE, text.trim(), { ...facts, parsed }).events);
      }
    }
    await ingestor.accept(events);
  };
}

function tellsProcess({ body }: SpooledInput): boolean {
  return PROCESS_EVENTS.has(textIn(body, "hook_event_name"));
}

async function startsOf(
  inputs: readonly SpooledInput[],
  { received, readStarts }: { readonly received: number; readonly readStarts: ReadStarts },
): Promise<ReadonlyMap<number, string>> {
  const fresh = inputs.filter((input) => tellsProcess(input) && received - input.time < FRESH_MS);
  if (fresh.length === 0) return new Map();
  return await readStarts([...new Set(fresh.map(({ claudePid }) => claudePid))]) ?? new Map();
}

/** What is said of the process of a session, where its input tells that. */
function processOf(input: SpooledInput, starts: ReadonlyMap<number, string>): JsonObject {
  if (!tellsProcess(input)) return {};
  const { claudePid } = input;
  const start = starts.get(claudePid);
  return {
    claude_pid: claudePid,
    ...(start === undefined ? {} : { claude_process_start: start }),
  };
}
