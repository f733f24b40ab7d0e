import { isJsonObject } from "../events/json.ts";
import { RELEASE_FILE, releaseFileUrl, SUMS_FILE } from "../release/layout.ts";
import { UserError } from "../user_error.ts";

/** Where releases are asked for. */
export interface ReleaseServer {
  /** As in `MPM_MONITOR_BASE_URL`. */
  readonly base: string;
  /** Milliseconds for a whole file; ten minutes unless said. */
  readonly timeout?: number;
}

const TIMEOUT = 600_000;

/**
 * Asks for the version of the latest release.
 *
 * @throws {UserError} when nobody answers, or not with a version
 */
export async function latestVersion(server: ReleaseServer): Promise<string> {
  const url = releaseFileUrl(server.base, null, RELEASE_FILE);
  const text = new TextDecoder().decode(await download(url, server));
  try {
    const value: unknown = JSON.parse(text);
    const version = isJsonObject(value) ? value["version"] : null;
    if (typeof version === "string" && /^\d+\.\d+\.\d+[\w.+-]*$/.test(version)) return version;
  } catch {
    // What is no JSON names no version either.
  }
  throw new UserError("Cannot tell which release is the latest", {
    code: "failed",
    reason: `${url} names no version`,
    hint: "Check MPM_MONITOR_BASE_URL",
  });
}

/**
 * Fetches one file of a release, and checks it against the release's sums.
 *
 * @throws {UserError} when it cannot be had, or is not what the sums say
 */
export async function releaseFile(
  server: ReleaseServer,
  version: string,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const sumsUrl = releaseFileUrl(server.base, version, SUMS_FILE);
  const sums = new TextDecoder().decode(await download(sumsUrl, server));
  const wanted = sums.split("\n").map((line) => line.trim().split(/\s+\*?/))
    .find(([, name]) => name === file)?.[0];
  if (wanted === undefined) {
    throw new UserError(`Release ${version} has no ${file}`, {
      code: "failed",
      reason: `${sumsUrl} does not name it`,
    });
  }
  const url = releaseFileUrl(server.base, version, file);
  const bytes = await download(url, server);
  const sum = await sha256(bytes);
  if (sum === wanted.toLowerCase()) return bytes;
  throw new UserError(`The download ${file} is not what was released`, {
    code: "failed",
    reason: `Its SHA-256 is ${sum}, and not ${wanted}`,
    hint: "Try again; should it stay so, somebody has changed the file: do not use it",
  });
}

async function download(
  url: string,
  { timeout = TIMEOUT }: ReleaseServer,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeout) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (answer.ok) return bytes;
    throw cannotDownload(url, `The server answered with ${answer.status} ${answer.statusText}`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw cannotDownload(url, error instanceof Error ? error.message : String(error));
  }
}

function cannotDownload(url: string, reason: string): UserError {
  return new UserError(`Cannot download ${url}`, {
    code: "failed",
    reason,
    hint: "Check the network, and MPM_MONITOR_BASE_URL where it is set; then try again",
  });
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
