/** What an integration would change, decided from texts alone. */
import { isOurSlashCommand } from "./slash_command.ts";
import { hasParts, type Parts, partsIn, withoutParts, withParts } from "./settings/parts.ts";

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
 * Puts parts into a settings file, exactly these: others of ours are taken out.
 *
 * @param backup of an earlier integration of this file
 * @throws {SettingsError} when the file cannot be changed safely
 */
export function planSettings(now: FileText, parts: Parts, backup: Backup | null): FileChange {
  if (now !== null && hasParts(now, parts)) return { now, next: now, backup };
  const before = cleanText(now, backup);
  const next = withParts(before ?? "", parts);
  return { now, next, backup: { before, after: next } };
}

/**
 * Takes all parts out of a settings file: byte for byte what it was, unless somebody changed it in
 * between; then all that is not ours stays.
 *
 * @throws {SettingsError} when the file cannot be changed safely
 */
export function planSettingsRemoval(now: FileText, backup: Backup | null): FileChange {
  return { now, next: cleanText(now, backup), backup: null };
}

/** The optional parts that are in a settings file. */
export function optionsIn(now: FileText): Pick<Parts, "statusLine" | "telemetry" | "token"> {
  return partsIn(now ?? "");
}

/** Only as long as nobody else has touched the file is its old text still what to go back to. */
function cleanText(now: FileText, backup: Backup | null): FileText {
  if (backup !== null && backup.after === now) return backup.before;
  return now === null ? null : withoutParts(now, backup?.before ?? null);
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
