import { bold, cyan, dim, red, stripAnsiCode, yellow } from "@std/fmt/colors";
import type { CanonicalEvent } from "../../events/event.ts";
import { columnsOf, cutColumns, padColumns } from "../core/columns.ts";
import { formatSpan } from "../core/format.ts";
import { plain } from "../core/print.ts";

const WHO_WIDTH = 22;
/** However narrow the terminal, so much of what happened is shown. */
const MIN_WHAT_WIDTH = 20;
const SPACE = "  ";
/** Events in which somebody waits for the person. */
const ASKING = new Set(["permission.request", "elicitation.request"]);
/** Tools that ask the person something. */
const ASKING_TOOLS = new Set(["AskUserQuestion", "ExitPlanMode"]);

/**
 * One event as a person reads it: when, who, what, how it went.
 *
 * @param width columns of the terminal; what is too long for it is cut
 * @param waited for how long somebody waits with it, in ms
 */
export function humanLine(event: CanonicalEvent, width = Infinity, waited?: number): string {
  const { received, status, duration_ms, id } = event;
  const before = `${dim(clock(received))}${SPACE}${cyan(fit(plain(who(event)), WHO_WIDTH))}`;
  const after = [
    status === "error" ? red("✗ failed") : "",
    duration_ms === undefined ? "" : dim(length(duration_ms)),
    waited === undefined ? "" : yellow(`waits for ${formatSpan(waited)}`),
    dim(`#${id}`),
  ].filter((part) => part !== "").join(SPACE);
  const room = width - columnsOf(stripAnsiCode(before + SPACE + SPACE + after));
  return [before, what(event, Math.max(MIN_WHAT_WIDTH, room)), after].join(SPACE);
}

function what({ type, summary, tool }: CanonicalEvent, width: number): string {
  const isAsking = ASKING.has(type) ||
    (type === "tool.pre" && tool !== undefined && ASKING_TOOLS.has(tool));
  const text = cutColumns(plain(summary === "" ? type : summary), width - (isAsking ? 2 : 0));
  if (isAsking) return yellow(`● ${text}`);
  return type === "prompt.submit" ? bold(text) : text;
}

function who({ project, agent, source }: CanonicalEvent): string {
  const folder = project?.split(/[\\/]/).findLast((part) => part !== "") ?? source;
  return agent === undefined ? folder : `${folder}/${agent}`;
}

/** `14:02:11.3`, local. */
function clock(ms: number): string {
  const at = new Date(ms);
  const two = (number: number) => String(number).padStart(2, "0");
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
  return `${time}.${Math.floor(at.getMilliseconds() / 100)}`;
}

/** `40 ms`, `2.3 s`, `4 min`. */
function length(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

function fit(text: string, width: number): string {
  return padColumns(cutColumns(text, width), width);
}
