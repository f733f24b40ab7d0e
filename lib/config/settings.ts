import { isPort } from "../ports/range.ts";
import {
  DAYS,
  isAmount,
  isText,
  isTextList,
  LIST,
  PATH,
  PORT,
  SIZE,
  SWITCH,
  TARGETS,
  TEXT,
} from "./kinds.ts";
import { reportTargets } from "./report_targets.ts";
import { type Setting, setting } from "./setting.ts";

/**
 * All settings, in the order in which people see them. The options of `start`, `restart` and
 * `port`, the variables, `config.json`, what a record keeps, the event of a server's configuration
 * and the tables of `docs/commands.md` are made from this: one entry is a new setting.
 */
const SETTINGS = [
  setting({
    key: "port",
    scope: "server",
    field: "port",
    kind: PORT,
    options: [{
      name: "port",
      value: "PORT",
      summary: "Port of the server; the first usable one of 8765-8785 unless given",
    }],
    restart: true,
    fallback: "the first usable one of the range",
    keep: (port: number) => port,
    accepts: isPort,
  }),
  setting({
    key: "host",
    scope: "server",
    field: "host",
    kind: TEXT,
    options: [{
      name: "host",
      value: "HOST",
      summary: "Host to listen on (default: localhost, which is 127.0.0.1 and ::1)",
    }],
    restart: true,
    fallback: "localhost",
    keep: (host: string) => host,
    accepts: isText,
  }),
  setting({
    key: "dashboard",
    scope: "server",
    field: "dashboard_port",
    kind: SWITCH,
    options: [
      { name: "dashboard", gives: null, summary: "Enable the web dashboard (default)" },
      {
        name: "no-dashboard",
        gives: { kept: null },
        summary: "Run without the web dashboard",
      },
    ],
    restart: true,
    fallback: "on",
    keep: (on: boolean) => on ? undefined : null,
    accepts: (value): value is null => value === null,
  }),
  setting({
    key: "dashboard_port",
    scope: "server",
    field: "dashboard_port",
    kind: PORT,
    options: [{
      name: "dashboard-port",
      value: "PORT",
      summary: "Port of the dashboard (default: 8766)",
    }],
    restart: true,
    fallback: "the second of the range, or the next usable one",
    keep: (port: number) => port,
    accepts: isPort,
  }),
  setting({
    key: "store",
    scope: "server",
    field: "store",
    kind: PATH,
    options: [{
      name: "store",
      value: "FILE",
      summary: "File of the event store; one for each port unless given",
    }],
    restart: false,
    fallback: "one for each port in the state folder",
    keep: (path: string) => path,
    accepts: isText,
  }),
  setting({
    key: "reclaim",
    scope: "start",
    field: "reclaim",
    kind: SWITCH,
    options: [{
      name: "no-reclaim",
      gives: { kept: false },
      summary: "Do not end Claude MPM's debug scripts to get their port",
    }],
    restart: true,
    fallback: "on",
    keep: (on: boolean) => on,
    accepts: (value): value is boolean => typeof value === "boolean",
  }),
  setting({
    key: "keep_days",
    scope: "server",
    field: "keep_days",
    kind: DAYS,
    options: [{
      name: "keep-days",
      value: "DAYS",
      summary: "Delete events that are older (default: 30)",
    }],
    restart: true,
    fallback: "30",
    keep: (days: number) => days,
    accepts: isAmount,
  }),
  setting({
    key: "keep_size",
    scope: "server",
    field: "keep_bytes",
    kind: SIZE,
    options: [{
      name: "keep-size",
      value: "SIZE",
      summary: "Delete the oldest events when the store is larger (default: 2GiB)",
    }],
    restart: true,
    fallback: "2 GiB",
    keep: ({ bytes }: { readonly bytes: number }) => bytes,
    accepts: isAmount,
  }),
  setting({
    key: "redact",
    scope: "server",
    field: "redact",
    kind: SWITCH,
    options: [{
      name: "no-redact",
      gives: { kept: false },
      summary: "Store secrets unredacted (default: replaced)",
    }],
    restart: true,
    fallback: "on",
    keep: (on: boolean) => on ? undefined : false,
    accepts: (value): value is boolean => typeof value === "boolean",
  }),
  setting({
    key: "notify",
    scope: "server",
    field: "notify",
    kind: TARGETS,
    options: [{
      name: "notify",
      value: "WHERE",
      summary: "Notify you when an agent waits: desktop, URL (by POST), or desktop,URL",
    }],
    restart: true,
    fallback: "nobody",
    keep: (targets: string) => targets,
    accepts: isText,
    report: reportTargets,
  }),
  setting({
    key: "require_token",
    scope: "server",
    field: "token",
    kind: SWITCH,
    options: [
      {
        name: "require-token",
        gives: { kept: "always" },
        summary: "Require the token from everyone, local programs and hooks included",
      },
      {
        name: "insecure-no-token",
        gives: { kept: "never" },
        summary: "Let anyone who can reach --host read and send all events",
      },
    ],
    restart: true,
    fallback: "off",
    keep: (on: boolean): "always" | "never" | undefined => on ? "always" : undefined,
    accepts: (value): value is "always" | "never" => value === "always" || value === "never",
  }),
  setting({
    key: "allow_host",
    scope: "server",
    field: "allow_hosts",
    kind: LIST,
    options: [{
      name: "allow-host",
      value: "NAMES",
      summary: "Further host names for the server, separated by commas",
    }],
    restart: true,
    fallback: "none",
    keep: (names: readonly string[]) => names,
    accepts: isTextList,
  }),
  setting({
    key: "allow_origin",
    scope: "server",
    field: "allow_origins",
    kind: LIST,
    options: [{
      name: "allow-origin",
      value: "ORIGINS",
      summary: "Further origins whose pages may use the server, separated by commas",
    }],
    restart: true,
    fallback: "none",
    keep: (origins: readonly string[]) => origins,
    accepts: isTextList,
  }),
] as const;

/** The same table for whoever goes through it without knowing each entry's types. */
export const ALL_SETTINGS: readonly Setting[] = SETTINGS;

type Entry = (typeof SETTINGS)[number];
type KeptBy<E extends Entry> = E extends { accepts(value: unknown): value is infer Kept } ? Kept
  : never;

/** What a person has chosen about a server; what is absent is as by default. */
export type ServerChoices = {
  readonly [E in Extract<Entry, { scope: "server" }> as E["field"]]?: KeptBy<E>;
};

/** What a person has chosen about one start. */
export type StartChoices = {
  readonly [E in Extract<Entry, { scope: "start" }> as E["field"]]?: KeptBy<E>;
};

/** What a person asked for at start; kept so that `restart` can ask for the same. */
export interface StartOptions extends ServerChoices {
  /** `localhost`, or what to listen on in its place. */
  readonly host: string;
}
