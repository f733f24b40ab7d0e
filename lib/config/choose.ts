import { UserError } from "../user_error.ts";
import type { GivenSettings } from "./given.ts";
import { parseSetting } from "./parse_setting.ts";
import type { FlagOption, Setting, ValueOption } from "./setting.ts";
import { ALL_SETTINGS, type ServerChoices, type StartChoices } from "./settings.ts";

/** Options as the command line was parsed: a flag is `true`, a value is its text. */
export type OptionValues = Readonly<Record<string, string | true | undefined>>;

/** What options, variables and the file come to together. */
export interface Choices {
  readonly server: ServerChoices;
  readonly start: StartChoices;
}

/** Where a setting was given; an option beats the rest. */
interface Choice {
  readonly byOption: boolean;
  /** `undefined`: what holds by default. */
  readonly kept: unknown;
}

/**
 * Joins what the options say with what was given once for all. An option always beats a setting.
 *
 * @throws {UserError} when a value makes no sense, or two options contradict each other
 */
export function chooseSettings(options: OptionValues, given: GivenSettings = new Map()): Choices {
  refuseBoth(options, "dashboard-port", "no-dashboard");
  const choices = new Map<string, Choice>();
  for (const entry of ALL_SETTINGS) {
    const choice = choiceOf(entry, options, given);
    if (choice !== null) choices.set(entry.key, choice);
  }
  settleDashboard(choices);
  const chosen = { server: {}, start: {} } satisfies Record<string, Record<string, unknown>>;
  for (const { key, scope, field } of ALL_SETTINGS) {
    const kept = choices.get(key)?.kept;
    if (kept !== undefined) Object.assign(chosen[scope], { [field]: kept });
  }
  refuseSamePort(chosen.server);
  return chosen;
}

/** Refuses two options that say opposite things. */
export function refuseBoth(options: OptionValues, one: string, other: string): void {
  if (options[one] === undefined || options[other] === undefined) return;
  throw new UserError(`Options --${one} and --${other} exclude each other`, {
    code: "usage",
    hint: "Use only one of them",
  });
}

function choiceOf(entry: Setting, options: OptionValues, given: GivenSettings): Choice | null {
  const [first, second] = entry.options.filter(({ name }) => options[name] !== undefined);
  if (first !== undefined && second !== undefined) refuseBoth(options, first.name, second.name);
  if (first !== undefined) return { byOption: true, kept: keptBy(entry, first, options) };
  const setting = given.get(entry.key);
  if (setting === undefined) return null;
  const value = parseSetting(entry.kind, setting.value, `the setting "${entry.key}"`);
  return { byOption: false, kept: entry.keep(value) };
}

function keptBy(
  entry: Setting,
  option: ValueOption | FlagOption<unknown>,
  options: OptionValues,
): unknown {
  if ("gives" in option) return option.gives?.kept;
  return entry.keep(parseSetting(entry.kind, String(options[option.name]), `--${option.name}`));
}

/**
 * The dashboard and its port are one field: who asks for a port by an option wants a dashboard, and
 * a dashboard that is off needs no port.
 */
function settleDashboard(choices: Map<string, Choice>): void {
  const port = choices.get("dashboard_port");
  const off = choices.get("dashboard")?.kept === null;
  if (!off || port === undefined) return;
  choices.delete(port.byOption ? "dashboard" : "dashboard_port");
}

function refuseSamePort({ port, dashboard_port }: ServerChoices): void {
  if (port === undefined || port !== dashboard_port) return;
  throw new UserError("Options --port and --dashboard-port name the same port", {
    code: "usage",
    hint: "Give the dashboard another port, or leave --dashboard-port out",
  });
}
