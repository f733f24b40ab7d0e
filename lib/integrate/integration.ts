/**
 * Connecting Claude Code: its hooks, status line, telemetry and the slash command, put in and taken
 * out again.
 */
import { dirname } from "@std/path/dirname";
import { UserError } from "../user_error.ts";
import { Backups } from "./backups.ts";
import { readText, removeIfEmpty, replaceText } from "./files.ts";
import { hooksFor, type HookTarget } from "./hooks.ts";
import type { Places } from "./places.ts";
import {
  type FileChange,
  optionsIn,
  planSettings,
  planSettingsRemoval,
  planSlashCommand,
  planSlashCommandRemoval,
} from "./plan.ts";
import { hooksIn, type OurHooks } from "./settings/hooks_text.ts";
import { SettingsError } from "./settings/json_text.ts";
import { refusedIn } from "./settings/refused_text.ts";
import { isOurSlashCommand, slashCommand } from "./slash_command.ts";

/** One file of an integration, and what becomes of it. */
export interface PlannedFile extends FileChange {
  readonly path: string;
  readonly kind: "settings" | "slash command";
}

/** The parts of an integration that are only put in when they are asked for. */
export interface OptionalParts {
  readonly statusLine: boolean;
  readonly telemetry: boolean;
  /** Hooks and status line show the token, which is read from the environment. */
  readonly token: boolean;
}

/** All that an integration, or its removal, changes. */
export interface IntegrationPlan {
  readonly files: readonly PlannedFile[];
  /** What will be in place; `null` when all is taken out. */
  readonly parts: OptionalParts | null;
  /** The kinds of events that will be sent. */
  readonly kinds: readonly string[];
  /** Something else is at the place of the slash command, and stays there. */
  readonly slashCommandTaken: boolean;
}

/** What is integrated where. */
export interface IntegrationRequest {
  readonly places: Places;
  readonly target: Omit<HookTarget, "token">;
  /** Whether something is taken out: the optional parts that are named, or all where none is. */
  readonly remove: boolean;
  /** The optional parts that are put in beside those that are there, or taken out. */
  readonly named: OptionalParts;
  /** The state folder. */
  readonly home: string;
}

/**
 * Decides what changes. Writes nothing.
 *
 * @throws {UserError} when a file cannot be read, or not be changed safely
 */
export async function planIntegration(request: IntegrationRequest): Promise<IntegrationPlan> {
  const { places, target, home } = request;
  const backups = new Backups(home);
  const { settings, slashCommand: slash } = places;
  const now = await readText(settings);
  const backup = await backups.read(settings);
  const { parts, ...change } = explained(settings, () => {
    const parts = wantedParts(request, optionsIn(now));
    if (parts === null) return { parts, ...planSettingsRemoval(now, backup) };
    if (!request.remove) refuseDiscarded(settings, now ?? "");
    const wanted = {
      ...parts,
      address: target,
      hooks: hooksFor({ ...target, token: parts.token }),
    };
    return { parts, ...planSettings(now, wanted, backup) };
  });
  const files: PlannedFile[] = [{ path: settings, kind: "settings", ...change }];
  const kinds = parts === null ? [] : target.kinds;
  if (slash === null) return { files, parts, kinds, slashCommandTaken: false };
  const text = await readText(slash);
  files.push({
    path: slash,
    kind: "slash command",
    ...(parts === null
      ? planSlashCommandRemoval(text)
      : planSlashCommand(text, slashCommand(target.program), await backups.read(slash))),
  });
  const slashCommandTaken = parts !== null && text !== null && !isOurSlashCommand(text);
  return { files, parts, kinds, slashCommandTaken };
}

/** What is to be in place then; `null` is nothing at all. */
function wantedParts(
  { remove, named }: Pick<IntegrationRequest, "remove" | "named">,
  present: OptionalParts,
): OptionalParts | null {
  if (!remove) {
    return {
      statusLine: named.statusLine || present.statusLine,
      telemetry: named.telemetry || present.telemetry,
      token: named.token || present.token,
    };
  }
  if (!named.statusLine && !named.telemetry && !named.token) return null;
  return {
    statusLine: present.statusLine && !named.statusLine,
    telemetry: present.telemetry && !named.telemetry,
    token: present.token && !named.token,
  };
}

/**
 * Does what was planned.
 *
 * @param home the state folder, where backups are kept
 * @throws {UserError} when a file cannot be written; those before it have been
 */
export async function carryOut(plan: IntegrationPlan, home: string): Promise<void> {
  const backups = new Backups(home);
  for (const { path, kind, now, next, backup } of plan.files) {
    if (now === next) continue;
    // The backup comes first: without it the file is not touched.
    if (backup !== null) await backups.write(path, backup);
    await replaceText(path, { now, next });
    if (backup === null) await backups.write(path, null);
    // The folder of the commands may have been made for this one.
    if (next === null && kind === "slash command") await removeIfEmpty(dirname(path));
  }
  // So may the one around it.
  for (const { path, kind, next } of plan.files) {
    if (next === null && kind === "settings") await removeIfEmpty(dirname(path));
  }
}

/** What of ours is in a settings file. */
export interface WrittenParts extends OurHooks {
  readonly telemetry: boolean;
  /** Whether something there needs a token where the server asks for one. */
  readonly needsToken: boolean;
  /** Whether all that needs a token, but telemetry, shows it. */
  readonly showsToken: boolean;
}

/** Our hooks in a settings file; `null` where there are none, or it cannot be read. */
export function readHooks(text: string): WrittenParts | null {
  try {
    const hooks = hooksIn(text);
    if (hooks === null) return null;
    const { telemetry, statusLine, token } = optionsIn(text);
    const byHttp = hooks.forms.has("http");
    return {
      ...hooks,
      telemetry,
      needsToken: byHttp || telemetry || statusLine,
      showsToken: token || !(byHttp || statusLine),
    };
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}

/** What is put into a file that Claude Code does not take would never be read. */
function refuseDiscarded(path: string, text: string): void {
  const reason = refusedIn(text);
  if (reason === null) return;
  throw new UserError(`No event would come: Claude Code discards all of ${path}`, {
    code: "failed",
    reason: `${reason}, and Claude Code takes strict JSON only`,
    hint: "Take that out of the file, and run the same command again; nothing was written",
  });
}

/** What the text of a settings file makes impossible is reported with the file's name. */
function explained<Result>(path: string, plan: () => Result): Result {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new UserError(`Cannot change ${path}`, {
      code: "failed",
      reason: error.message,
      hint: "Mend the file by hand; nothing was written",
      cause: error,
    });
  }
}
