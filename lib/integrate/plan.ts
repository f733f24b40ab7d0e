/** What an integration would change, decided from texts alone. */
import type { HookGroup } from "./hooks.ts";
import { withHooks, withoutHooks } from "./settings_text.ts";
import { isOurSlashCommand } from "./slash_command.ts";

/** A file's text; `null` is a file that is not there. */
export type FileText = string | null;

/** What one file was before it was integrated, and what it became. */
export interface Backup {
  readonly before: FileText;
  readonly after: FileText;
}

/** What becomes of one file. */
export interface FileChange {
  readonly now: FileText;
  readonly next: FileText;
  /** What `--remove` will go back to; `null` once there is nothing to go back to. */
  readonly backup: Backup | null;
}

/**
 * Puts hooks into a settings file.
 *
 * @param backup of an earlier integration of this file
 * @throws {SettingsError} when the file cannot be changed safely
 */
export function planHooks(
  now: FileText,
  groups: ReadonlyMap<string, HookGroup>,
  backup: Backup | null,
): FileChange {
  const current = now ?? "";
  if (now !== null && withHooks(now, groups) === now) return { now, next: now, backup };
  // Only as long as nobody else has touched the file is its old text still what to go back to.
  const before = backup !== null && backup.after === now ? backup.before : clean(now);
  const next = withHooks(before ?? withoutHooks(current), groups);
  return { now, next, backup: { before, after: next } };
}

/**
 * Takes the hooks out of a settings file: byte for byte what it was, unless somebody changed it in
 * between; then all that is not ours stays.
 *
 * @throws {SettingsError} when the file cannot be changed safely
 */
export function planHooksRemoval(now: FileText, backup: Backup | null): FileChange {
  if (backup !== null && backup.after === now) return { now, next: backup.before, backup: null };
  return { now, next: now === null ? null : withoutHooks(now), backup: null };
}

/** Writes the slash command, unless somebody else's is in its place: then nothing changes. */
export function planSlashCommand(
  now: FileText,
  text: string,
  backup: Backup | null,
): FileChange {
  if (now === text || (now !== null && !isOurSlashCommand(now))) return { now, next: now, backup };
  return { now, next: text, backup: { before: null, after: text } };
}

/** Removes the slash command where it is ours. */
export function planSlashCommandRemoval(now: FileText): FileChange {
  return { now, next: now !== null && isOurSlashCommand(now) ? null : now, backup: null };
}

function clean(now: FileText): FileText {
  return now === null ? null : withoutHooks(now);
}
