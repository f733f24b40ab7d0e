import { type CanonicalEvent, EVENT_FIELDS } from "../../events/event.ts";
import { visibleJson } from "../../events/text/visible.ts";
import { UserError } from "../../user_error.ts";
import { type OptionSpec, type OptionValues } from "../core/command.ts";
import { textOption } from "../core/settings.ts";
import { terminalWidth } from "../core/terminal_width.ts";
import { cell } from "./cell.ts";
import { humanLine } from "./human_line.ts";

/** That a question is still open. */
export interface OpenMark {
  /** Both are ms since 1970, UTC. */
  readonly since: number;
  readonly now: number;
}

/** Makes one line of an event, without its end; a question that is still open is marked as such. */
export type EventFormat = (event: CanonicalEvent, open?: OpenMark) => string;

/** Makes the forms in which events are printed line by line. */
const FORMATS: ReadonlyMap<string, () => EventFormat> = new Map([
  ["human", humanFormat],
  [
    "json",
    (): EventFormat => (event, open) =>
      visibleJson(JSON.stringify({ ...event, ...waitingSince(open) })),
  ],
  ["logfmt", () => logfmtLine],
]);

/** Telemetry tells of a session only: its project is that of what came before. */
function humanFormat(): EventFormat {
  const projects = new Map<string, string>();
  return (event, open) => {
    const { session = "", project = projects.get(session) } = event;
    if (project !== undefined && session !== "") remember(projects, session, project);
    // Lines that go elsewhere than to a terminal are not cut.
    const width = terminalWidth(Infinity);
    const reported = project === undefined ? event : { ...event, project };
    return humanLine(reported, width, open && open.now - open.since);
  };
}

/** A follower may run for months. */
const MAX_SESSIONS = 1_000;

function remember(projects: Map<string, string>, session: string, project: string): void {
  if (projects.get(session) === project) return;
  projects.set(session, project);
  const [oldest] = projects.keys();
  if (projects.size > MAX_SESSIONS && oldest !== undefined) projects.delete(oldest);
}

/** The option `--format` of commands that print events. */
export const FORMAT_OPTION: OptionSpec = {
  name: "format",
  value: "FORMAT",
  choices: [...FORMATS.keys()],
  summary: "human, json or logfmt; human unless given",
};

/**
 * Reads `--format`; `--json` means `json`.
 *
 * @throws {UserError} for a format that there is not
 */
export function formatOption(options: OptionValues): EventFormat {
  const name = textOption(options, "format") ?? (options["json"] === true ? "json" : "human");
  const format = FORMATS.get(name);
  if (format !== undefined) return format();
  throw new UserError(`There is no format "${name}"`, {
    code: "usage",
    hint: `Use one of ${[...FORMATS.keys()].join(", ")}`,
  });
}

function logfmtLine(event: CanonicalEvent, open?: OpenMark): string {
  const cells = EVENT_FIELDS.map((column) => [column, cell(event, column)] as const);
  const mark = Object.entries(waitingSince(open)).map(([name, ms]) => [name, `${ms}`] as const);
  return [...cells, ...mark]
    .flatMap(([name, text]) => text === "" ? [] : [`${name}=${logfmtValue(text)}`])
    .join(" ");
}

function waitingSince(open: OpenMark | undefined): { readonly waiting_since?: number } {
  return open === undefined ? {} : { waiting_since: open.since };
}

function logfmtValue(text: string): string {
  return /^[\w.:/@+-]+$/.test(text) ? text : visibleJson(JSON.stringify(text));
}
