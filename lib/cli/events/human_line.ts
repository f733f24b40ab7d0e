import { bold, cyan, dim, red, yellow } from "@std/fmt/colors";
import type { CanonicalEvent } from "../../events/event.ts";
import { plain } from "../print.ts";

const WHO_WIDTH = 22;
/** Columns of all that stands beside what happened: time, who, outcome, length, id. */
const BESIDE_WHAT = 10 + 2 + WHO_WIDTH + 2 + 2 + 8 + 2 + 7 + 2 + 8;
/** Events in which somebody waits for the person. */
const ASKING = new Set(["permission.request", "elicitation.request"]);

/**
 * One event as a person reads it: when, who, what, how it went.
 *
 * @param width columns of the terminal; what is too long for it is cut
 */
export function humanLine(event: CanonicalEvent, width = Infinity): string {
  const { received, status, duration_ms, id } = event;
  const parts = [
    dim(clock(received)),
    cyan(fit(plain(who(event)), WHO_WIDTH)),
    what(event, Math.max(20, width - BESIDE_WHAT)),
    status === "error" ? red("✗ failed") : "",
    duration_ms === undefined ? "" : dim(length(duration_ms)),
    dim(`#${id}`),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

function what({ type, summary }: CanonicalEvent, width: number): string {
  const text = cut(plain(summary === "" ? type : summary), width);
  if (ASKING.has(type)) return yellow(`● ${text}`);
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
  const letters = [...text];
  return letters.length > width ? cut(text, width) : text + " ".repeat(width - letters.length);
}

function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join("")}…`;
}
