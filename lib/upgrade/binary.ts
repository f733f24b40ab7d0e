import { basename } from "@std/path/basename";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { isAbsent, systemCode, systemReason } from "../instance/home/files.ts";
import { UserError } from "../user_error.ts";

/** ms that a binary may take to say its version. */
const VERSION_TIMEOUT = 20_000;

/**
 * A binary on the disk that is replaced, and can be brought back. The one before lies beside it,
 * hidden, and each step is a rename: there is a whole binary at any moment.
 */
export class Binary {
  readonly path: string;
  readonly #previous: string;

  /** @param path behind all links */
  constructor(path: string) {
    this.path = path;
    this.#previous = join(dirname(path), `.${basename(path)}.previous`);
  }

  /**
   * The version of the one before.
   *
   * @returns `null` where there is none
   * @throws {UserError} when it does not run
   */
  async previousVersion(): Promise<string | null> {
    const info = await Deno.lstat(this.#previous).catch(() => null);
    return info === null ? null : await versionOf(this.#previous);
  }

  /**
   * Puts a new binary in place, once it has said its version.
   *
   * @throws {UserError} when it does not run, or cannot be written; then the old one is still there
   */
  async replace(bytes: Uint8Array, version: string): Promise<void> {
    const draft = `${this.path}.${crypto.randomUUID()}.tmp`;
    try {
      await Deno.writeFile(draft, bytes, { createNew: true, mode: 0o755 });
      await Deno.chmod(draft, 0o755).catch(() => {});
      const said = await versionOf(draft);
      if (said !== version) {
        throw new UserError("The new binary is not what it should be", {
          code: "failed",
          reason: `It says that it is version ${said}, and not ${version}`,
        });
      }
      await this.#swap(draft);
    } catch (error) {
      throw this.#explain(error);
    } finally {
      await Deno.remove(draft).catch(() => {});
    }
  }

  /**
   * Exchanges the binary with the one before.
   *
   * @throws {UserError} when that cannot be done; then nothing has changed
   */
  async back(): Promise<void> {
    const draft = `${this.path}.${crypto.randomUUID()}.tmp`;
    try {
      await Deno.rename(this.#previous, draft);
      await this.#swap(draft).catch(async (error) => {
        await Deno.rename(draft, this.#previous);
        throw error;
      });
    } catch (error) {
      throw this.#explain(error);
    }
  }

  /** Windows replaces no file that runs, but gives it another name. */
  async #swap(next: string): Promise<void> {
    if (Deno.build.os === "windows") {
      await removeAsFarAsPossible(this.#previous);
      await Deno.rename(this.path, this.#previous);
      await Deno.rename(next, this.path).catch(async (error) => {
        await Deno.rename(this.#previous, this.path);
        throw error;
      });
      return;
    }
    const kept = `${this.#previous}.${crypto.randomUUID()}.tmp`;
    try {
      await Deno.link(this.path, kept).catch(() => Deno.copyFile(this.path, kept));
      await Deno.rename(kept, this.#previous);
    } finally {
      await Deno.remove(kept).catch(() => {});
    }
    await Deno.rename(next, this.path);
  }

  #explain(error: unknown): UserError {
    if (error instanceof UserError) return error;
    const denied = ["EACCES", "EPERM", "EROFS"].includes(systemCode(error) ?? "");
    return new UserError(`Cannot replace ${this.path}`, {
      code: denied ? "permissionDenied" : "failed",
      reason: systemReason(error) ?? (error instanceof Error ? error.message : String(error)),
      hint: denied
        ? "Run it as the user that the binary belongs to"
        : `Make room in ${dirname(this.path)}, and try again`,
      cause: error,
    });
  }
}

async function removeAsFarAsPossible(path: string): Promise<void> {
  await Deno.remove(path).catch((error) => {
    if (!isAbsent(error)) throw error;
  });
}

/**
 * Asks a binary for its version.
 *
 * @throws {UserError} when it does not say one
 */
async function versionOf(path: string): Promise<string> {
  const signal = AbortSignal.timeout(VERSION_TIMEOUT);
  const { text, why } = await new Deno.Command(path, {
    args: ["--version"],
    stdin: "null",
    signal,
  }).output().then(
    ({ code, stdout, stderr }) => ({
      text: new TextDecoder().decode(stdout),
      why: new TextDecoder().decode(stderr).split("\n")[0] || `it ended with exit code ${code}`,
    }),
    (error: unknown) => ({
      text: "",
      why: signal.aborted
        ? "it does not answer"
        : error instanceof Error
        ? error.message
        : String(error),
    }),
  );
  const version = /^mpm-monitor (\S+)/.exec(text)?.[1];
  if (version !== undefined) return version;
  throw new UserError("The other binary does not run here", {
    code: "failed",
    reason: `Asked for its version, ${why}`,
    hint: "The binary that was there is still in place",
  });
}
