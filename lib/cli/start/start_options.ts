import { resolve } from "@std/path";
import type { RestartChanges } from "../../instance/launch/restart.ts";
import type { StartRequest } from "../../instance/launch/start.ts";
import type { StartOptions } from "../../instance/home/record.ts";
import { LEAST_BYTES, MOST_DAYS } from "../../config/config.ts";
import { parseSize } from "../../store/size.ts";
import { UserError } from "../../user_error.ts";
import type { CommandContext, OptionSpec, OptionValues } from "../core/command.ts";
import { checkNotify } from "../../config/check_notify.ts";
import { numberOption } from "../core/number_option.ts";
import { portOption, readSettings, textOption } from "../core/settings.ts";

/** Options that `start` shares with `restart` and `port`. */
export const START_OPTIONS = {
  port: {
    name: "port",
    value: "PORT",
    summary: "Port of the server; the first usable one of 8765-8785 unless given",
  },
  host: { name: "host", value: "HOST", summary: "Host to listen on (default: localhost)" },
  dashboard: { name: "dashboard", summary: "Enable the web dashboard (default)" },
  noDashboard: { name: "no-dashboard", summary: "Run without the web dashboard" },
  dashboardPort: {
    name: "dashboard-port",
    value: "PORT",
    summary: "Port of the dashboard (default: 8766)",
  },
  background: { name: "background", summary: "Run as a daemon (default)" },
  foreground: { name: "foreground", summary: "Run in this terminal until Ctrl-C" },
  force: { name: "force", summary: "End what holds the port (use with caution)" },
  noReclaim: {
    name: "no-reclaim",
    summary: "Do not end Claude MPM's debug scripts to get their port",
  },
  ensure: { name: "ensure", summary: "Do nothing when a healthy server runs already" },
  store: {
    name: "store",
    value: "FILE",
    summary: "File of the event store; one for each port unless given",
  },
  keepDays: {
    name: "keep-days",
    value: "DAYS",
    summary: "Delete events that are older (default: 30)",
  },
  keepSize: {
    name: "keep-size",
    value: "SIZE",
    summary: "Delete the oldest events when the store is larger (default: 2GiB)",
  },
  allowHost: {
    name: "allow-host",
    value: "NAMES",
    summary: "Names by which the server may be called too, separated by commas",
  },
  allowOrigin: {
    name: "allow-origin",
    value: "ORIGINS",
    summary: "Origins whose pages may use the server too, separated by commas",
  },
  requireToken: {
    name: "require-token",
    summary: "Ask everybody for the token, on this machine and of hooks too",
  },
  noToken: {
    name: "insecure-no-token",
    summary: "Let everybody who reaches --host read and send all events",
  },
  notify: {
    name: "notify",
    value: "WHERE",
    summary: "Tell when an agent waits for you: desktop, URL (by POST), or desktop,URL",
  },
  noRedact: { name: "no-redact", summary: "Store secrets as they come (default: replaced)" },
} as const satisfies Record<string, OptionSpec>;

/** Reads what the options say about the server itself. */
export function readChanges(options: OptionValues): RestartChanges {
  exclude(options, "require-token", "insecure-no-token");
  exclude(options, "dashboard", "no-dashboard");
  exclude(options, "dashboard-port", "no-dashboard");
  const port = portOption(options, "port");
  const host = textOption(options, "host");
  const dashboardPort = portOption(options, "dashboard-port");
  const store = textOption(options, "store");
  if (port !== undefined && port === dashboardPort) {
    throw new UserError("Options --port and --dashboard-port name the same port", {
      code: "usage",
      hint: "Give the dashboard another port, or leave --dashboard-port out",
    });
  }
  return {
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { host }),
    ...(options["no-dashboard"] === true ? { dashboard_port: null } : {}),
    ...(dashboardPort === undefined ? {} : { dashboard_port: dashboardPort }),
    ...(store === undefined ? {} : { store: resolve(store) }),
    ...readRetention(options),
    ...readAccess(options),
    ...readTelling(options),
  };
}

function readTelling(options: OptionValues): Pick<StartOptions, "notify" | "redact"> {
  const notify = textOption(options, "notify");
  return {
    ...(notify === undefined ? {} : { notify: checkNotify(notify, "--notify") }),
    ...(options["no-redact"] === true ? { redact: false } : {}),
  };
}

function readRetention(options: OptionValues): Pick<StartOptions, "keep_days" | "keep_bytes"> {
  const days = numberOption(options, "keep-days", { low: 1, high: MOST_DAYS, whole: true });
  const size = textOption(options, "keep-size");
  const bytes = size === undefined ? undefined : parseSize(size);
  if (size !== undefined && (bytes === undefined || bytes < LEAST_BYTES)) {
    throw new UserError(`Option --keep-size needs a size of 10 MB at least: got "${size}"`, {
      code: "usage",
      hint: "Try '--keep-size 500MB'",
    });
  }
  return {
    ...(days === undefined ? {} : { keep_days: days }),
    ...(bytes === undefined ? {} : { keep_bytes: bytes }),
  };
}

function readAccess(
  options: OptionValues,
): Pick<StartOptions, "allow_hosts" | "allow_origins" | "token"> {
  const hosts = listOption(options, "allow-host");
  const origins = listOption(options, "allow-origin");
  return {
    ...(hosts === undefined ? {} : { allow_hosts: hosts }),
    ...(origins === undefined ? {} : { allow_origins: origins }),
    ...(options["require-token"] === true ? { token: "always" } : {}),
    ...(options["insecure-no-token"] === true ? { token: "never" } : {}),
  };
}

function listOption(options: OptionValues, name: string): string[] | undefined {
  return textOption(options, name)?.split(",").map((word) => word.trim()).filter((word) =>
    word !== ""
  );
}

/** Reads all that a start needs, except what the server is to be. */
export function readCircumstances(
  { options, note }: CommandContext,
): Omit<StartRequest, "options" | "mode"> {
  return {
    ...readSettings(),
    force: options["force"] === true,
    reclaim: options["no-reclaim"] !== true,
    note,
  };
}

/** Refuses two options that say opposite things. */
export function exclude(options: OptionValues, one: string, other: string): void {
  if (options[one] === undefined || options[other] === undefined) return;
  throw new UserError(`Options --${one} and --${other} exclude each other`, {
    code: "usage",
    hint: "Use only one of them",
  });
}
