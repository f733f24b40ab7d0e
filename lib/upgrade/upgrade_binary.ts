import type { Platform } from "../release/platforms.ts";
import { UserError } from "../user_error.ts";
import type { Binary } from "./binary.ts";
import { isNewer } from "./is_newer.ts";
import { latestVersion, releaseFile, type ReleaseServer } from "./releases.ts";
import { archiveToUnpack, unpackExecutable } from "./unpack.ts";

/** What is to be done to a binary. */
export interface UpgradeRequest {
  readonly binary: Binary;
  /** Its version. */
  readonly current: string;
  readonly server: ReleaseServer;
  readonly platform: Platform;
  /** The version that is wanted; the latest where it is `null`. */
  readonly wanted: string | null;
  /** Tells the person what happens on the way. */
  readonly note: (line: string) => void;
}

/** What became of a binary. */
export interface Upgraded {
  readonly from: string;
  readonly to: string;
  /** Whether there is another binary now. */
  readonly changed: boolean;
}

/**
 * Replaces a binary by the one of another release.
 *
 * @throws {UserError} when that cannot be done; then the old one is still there
 */
export async function upgradeBinary(request: UpgradeRequest): Promise<Upgraded> {
  const { binary, current, server, platform, wanted, note } = request;
  const to = wanted ?? await latestVersion(server);
  const isWanted = wanted === null ? isNewer(to, current) : to !== current;
  if (!isWanted) return { from: current, to, changed: false };
  note(`Downloading version ${to}`);
  const archive = await releaseFile(server, to, archiveToUnpack(platform));
  await binary.replace(await unpackExecutable(platform, archive), to);
  return { from: current, to, changed: true };
}

/**
 * Exchanges a binary with the one before it.
 *
 * @throws {UserError} when there is none, or it does not run; then nothing has changed
 */
export async function goBack(binary: Binary, current: string): Promise<Upgraded> {
  const to = await binary.previousVersion();
  if (to === null) {
    throw new UserError("There is no binary to go back to", {
      code: "failed",
      reason: `No upgrade has replaced ${binary.path}`,
      hint: "Use 'mpm-monitor upgrade --to VERSION' for a release of your choice",
    });
  }
  await binary.back();
  return { from: current, to, changed: true };
}
