import { localTime } from "../../instance/home/log_file.ts";
import type { ServiceManager } from "../../service/manager/manager.ts";
import type { ServiceFacts } from "../../service/read_service.ts";
import { type Trouble, troubleText } from "../../service/watch_state.ts";
import { EXIT, type ExitCode, UserError } from "../../user_error.ts";
import type { CommandResult } from "../core/command.ts";
import { plural } from "../core/format.ts";
import { mark, plain } from "../core/print.ts";

type Named = Pick<ServiceManager, "title" | "file">;

/** What `service install` did, or would do. */
export interface InstalledFacts {
  readonly manager: Named;
  /** The definition. */
  readonly text: string;
  /** `null`: nothing was changed. */
  readonly facts: ServiceFacts | null;
}

/** What `service install` says. */
export function installedView({ manager, text, facts }: InstalledFacts): CommandResult {
  const { title, file } = manager;
  if (facts === null) {
    return {
      text: [`Would install the ${title}${file === null ? "" : ` as ${file}`}:`, "", text.trimEnd()]
        .join("\n"),
      json: { changed: false, service: title, file, text },
    };
  }
  const port = facts.state?.port ?? null;
  return {
    text: [
      `${mark("✓")} Installed the ${title}`,
      ...(file === null ? [] : [`  - File: ${file}`]),
      `  - It looks after the server on port ${port}, starts it at each login, and brings it back`,
      "    after a crash; 'mpm-monitor stop' stops it",
    ].join("\n"),
    json: { changed: true, service: title, file, port },
  };
}

/** What `service uninstall` says. */
export function uninstalledView(
  { manager, stopped, was }: {
    readonly manager: Named;
    /** Port of the server that ended with it. */
    readonly stopped: number | null;
    readonly was: boolean;
  },
): CommandResult {
  const json = { removed: was, service: manager.title, file: manager.file, stopped };
  if (!was) return { text: "No service is installed.", json };
  return {
    text: [
      `${mark("✓")} Removed the ${manager.title}`,
      ...(stopped === null
        ? []
        : [`  - The server on port ${stopped} was stopped; 'mpm-monitor start' starts one`]),
      "  - Events, settings and logs are kept",
    ].join("\n"),
    json,
  };
}

/** What `service status` shows. */
export interface ServiceView {
  readonly manager: Named;
  readonly facts: ServiceFacts | null;
  /** Why the manager does not answer; `null` where it does. */
  readonly obstacle: string | null;
  /** Whether its definition is there. */
  readonly isThere: boolean;
  /** In the manager's own words; `null` where it was not asked. */
  readonly state: string | null;
}

/** What `service status` says. */
export function serviceView(view: ServiceView): CommandResult {
  const { manager, facts, obstacle, isThere, state } = view;
  const rows: (readonly [string, string] | false)[] = [
    ["Service", isThere ? manager.title : `none; 'mpm-monitor service install' installs one`],
    isThere && manager.file !== null && ["File", manager.file],
    obstacle !== null && ["Service Manager", `does not answer: ${plain(obstacle)}`],
    state !== null && ["Service Manager", `says it is ${plain(state)}`],
    ...serviceRows(facts).map((row) => row),
  ];
  return {
    text: [
      "Service Status",
      "==============",
      "",
      ...rows.flatMap((row) => row === false ? [] : [`  - ${row[0]}: ${row[1]}`]),
    ].join("\n"),
    json: {
      installed: isThere,
      service: manager.title,
      file: manager.file,
      obstacle,
      manager_state: state,
      ...serviceJson(facts),
    },
    exitCode: exitCodeOf(facts),
  };
}

/** How the service does its work, in rows of a name and a text. */
export function serviceRows(facts: ServiceFacts | null): (readonly [string, string])[] {
  const state = facts?.state ?? null;
  if (state === null) return [];
  const { restarts, trouble } = state;
  const text = trouble === null
    ? ""
    : `${localTime(new Date(trouble.at))}: ${plain(troubleText(trouble))}`;
  if (state.phase === "gave_up") {
    return [["State", `gave up at ${text}`], [
      "Next",
      trouble?.hint === undefined
        ? "mend that, then 'mpm-monitor start'"
        : `${plain(trouble.hint)}, then 'mpm-monitor start'`,
    ]];
  }
  return [
    ["State", stateText(facts)],
    ...(restarts === 0
      ? []
      : [["Brought Back", plural(restarts, "time")] satisfies readonly [string, string]]),
    ...(trouble === null ? [] : [["Last Trouble", text] satisfies readonly [string, string]]),
  ];
}

/** The same in JSON. */
export function serviceJson(facts: ServiceFacts | null): Record<string, unknown> {
  const state = facts?.state ?? null;
  return {
    state: state === null ? null : phaseOf(facts),
    port: state?.port ?? null,
    pid: facts?.alive ? state?.pid ?? null : null,
    restarts: state?.restarts ?? 0,
    trouble: state?.trouble ?? null,
  };
}

/** The error that tells that a service has given up. */
export function gaveUp(trouble: Trouble | null): UserError {
  return new UserError("The service has given up", {
    code: "failed",
    reason: trouble === null ? undefined : troubleText(trouble),
    hint: trouble?.hint ?? "See 'mpm-monitor logs', then use 'mpm-monitor start'",
  });
}

/** A process that did not come to write its end down has been killed. */
function phaseOf(facts: ServiceFacts | null): string {
  const phase = facts?.state?.phase ?? "stopped";
  const isAtWork = phase === "watching" || phase === "starting";
  return isAtWork && facts?.alive !== true ? "killed" : phase;
}

function stateText(facts: ServiceFacts | null): string {
  switch (phaseOf(facts)) {
    case "watching":
      return `looks after the server on port ${facts?.state?.port}`;
    case "starting":
      return "starts the server";
    case "killed":
      return "does not run: its process was killed";
    default:
      return "stopped; 'mpm-monitor start' starts it";
  }
}

function exitCodeOf(facts: ServiceFacts | null): ExitCode {
  if (facts?.state?.phase === "gave_up") return EXIT.failed;
  return facts?.alive === true ? EXIT.ok : EXIT.notRunning;
}
