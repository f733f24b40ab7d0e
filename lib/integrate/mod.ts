/** Connecting Claude Code: its hooks and the slash command, put in and taken out again. */
import { dirname } from "@std/path";
import { UserError } from "../user_error.ts";
import { Backups } from "./backups.ts";
import { readText, removeIfEmpty, replaceText } from "./files.ts";
import { hooksFor, type HookTarget } from "./hooks.ts";
import type { Places } from "./places.ts";
import {
  type Backup,
  type FileChange,
  type FileText,
  planHooks,
  planHooksRemoval,
  planSlashCommand,
  planSlashCommandRemoval,
} from "./plan.ts";
import { SettingsError } from "./settings_text.ts";
import { isOurSlashCommand, slashCommand } from "./slash_command.ts";

export { HTTP_EVENTS, LEFT_OUT } from "./hooks.ts";
export { type Places, placesOf, type Scope, SCOPES, type Surroundings } from "./places.ts";

/** One file of an integration, and what becomes of it. */
export interface PlannedFile extends FileChange {
  readonly path: string;
  readonly kind: "hooks" | "slash command";
}

/** All that an integration, or its removal, changes. */
export interface IntegrationPlan {
  readonly files: readonly PlannedFile[];
  /** Something else is at the place of the slash command, and stays there. */
  readonly slashCommandTaken: boolean;
}

/** What is integrated where. */
export interface IntegrationRequest {
  readonly places: Places;
  /** Where the hooks point; `null` takes them out. */
  readonly target: HookTarget | null;
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
  const change = planSettings(settings, { now, target, backup: await backups.read(settings) });
  const files: PlannedFile[] = [{ path: settings, kind: "hooks", ...change }];
  if (slash === null) return { files, slashCommandTaken: false };
  const text = await readText(slash);
  files.push({
    path: slash,
    kind: "slash command",
    ...(target === null
      ? planSlashCommandRemoval(text)
      : planSlashCommand(text, slashCommand(target.program), await backups.read(slash))),
  });
  const slashCommandTaken = target !== null && text !== null && !isOurSlashCommand(text);
  return { files, slashCommandTaken };
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
}

function planSettings(
  path: string,
  given: {
    readonly now: FileText;
    readonly target: HookTarget | null;
    readonly backup: Backup | null;
  },
): FileChange {
  const { now, target, backup } = given;
  try {
    return target === null
      ? planHooksRemoval(now, backup)
      : planHooks(now, hooksFor(target), backup);
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
