import type { RawRow, Value } from "./table_leaf.ts";

/** An event of a damaged store; names still by the numbers that they had there. */
export interface LostEvent {
  readonly id: number;
  readonly ts: number;
  readonly received: number;
  readonly source: number;
  readonly category: number;
  readonly type: number;
  readonly session: number | null;
  readonly agent: number | null;
  readonly project: number | null;
  readonly tool: number | null;
  readonly correlation: string | null;
  readonly status: number | null;
  readonly duration: number | null;
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

/** What stands for data of which a part could not be read. */
const UNREADABLE = JSON.stringify({ unreadable: "This part of the event store was damaged" });

const EVENT_COLUMNS = 15;

/** The event that a row of some table is; `null` where it is something else. */
export function eventOf({ id, values }: RawRow): LostEvent | null {
  if (values.length !== EVENT_COLUMNS || id < 1) return null;
  const [own, ts, received, source, category, type, session, agent, project, tool] = values;
  const [correlation, status, duration, summary, data] = values.slice(10);
  if (own !== null || !isInteger(ts) || !isInteger(received)) return null;
  if (!isInteger(source) || !isInteger(category) || !isInteger(type)) return null;
  if (!isNumberOrNull(session) || !isNumberOrNull(agent) || !isNumberOrNull(project)) return null;
  if (!isNumberOrNull(tool) || !isNumberOrNull(status) || !isNumberOrNull(duration)) return null;
  return {
    id,
    ts,
    received,
    source,
    category,
    type,
    session,
    agent,
    project,
    tool,
    correlation: typeof correlation === "string" ? correlation : null,
    status,
    duration,
    summary: typeof summary === "string" ? summary : "",
    data: typeof data === "string" && isJson(data) ? data : UNREADABLE,
  };
}

/** The text of a name that a row of some table is; `null` where it is something else. */
export function nameOf({ values }: RawRow): string | null {
  const [own, text, isSource = 0] = values;
  const isName = own === null && (values.length === 2 || values.length === 3) &&
    typeof text === "string" && (isSource === 0 || isSource === 1);
  return isName ? text : null;
}

function isInteger(value: Value): value is number {
  return Number.isSafeInteger(value);
}

function isNumberOrNull(value: Value): value is number | null {
  return value === null || typeof value === "number";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
