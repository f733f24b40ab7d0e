/** What files were before they were integrated, kept in the state folder. */
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { mustBeOwnFolder } from "../files/trusted.ts";
import {
  ensurePrivateFolder,
  readIfThere,
  removeIfThere,
  writeFileAtomically,
} from "../instance/home/files.ts";
import type { Backup, FileText } from "./plan.ts";

/** Keeps one {@linkcode Backup} a file. */
export class Backups {
  readonly #folder: string;

  /** @param home the state folder; nothing is made before the first backup */
  constructor(home: string) {
    this.#folder = join(home, "integrations");
  }

  /** Where a file's backup is kept. */
  async pathOf(file: string): Promise<string> {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(file));
    const name = Array.from(
      new Uint8Array(digest, 0, 8),
      (byte) => byte.toString(16).padStart(2, "0"),
    );
    return join(this.#folder, `${name.join("")}.json`);
  }

  /** The backup of a file; `null` where there is none that can be used. */
  async read(file: string): Promise<Backup | null> {
    const path = await this.pathOf(file);
    for (const folder of [dirname(this.#folder), this.#folder]) mustBeOwnFolder(folder);
    const text = await readIfThere(path);
    try {
      const value: unknown = JSON.parse(text ?? "null");
      return isBackup(value, file) ? { before: value.before, after: value.after } : null;
    } catch {
      return null;
    }
  }

  /** Keeps a file's backup; `null` forgets it. */
  async write(file: string, backup: Backup | null): Promise<void> {
    const path = await this.pathOf(file);
    if (backup === null) return await removeIfThere(path);
    await ensurePrivateFolder(this.#folder);
    const document = { schema_version: 1, file, ...backup };
    await writeFileAtomically(path, JSON.stringify(document, null, 2) + "\n");
  }
}

function isBackup(value: unknown, file: string): value is Backup {
  return typeof value === "object" && value !== null && "file" in value && value.file === file &&
    "before" in value && isFileText(value.before) && "after" in value && isFileText(value.after);
}

function isFileText(value: unknown): value is FileText {
  return value === null || typeof value === "string";
}
