import type { ArchiveEnding, Platform } from "./platforms.ts";

/** The project's page. */
export const PROJECT_URL = "https://github.com/mpm-monitor/mpm-monitor";

/** Where releases are served from, unless `MPM_MONITOR_BASE_URL` says otherwise. */
export const RELEASES_URL = `${PROJECT_URL}/releases`;

/** The file of a release with one line a file: SHA-256 in hex, two spaces, the name. */
export const SUMS_FILE = "SHA256SUMS";

/** The file of a release that names its version: `{"name": "mpm-monitor", "version": "0.1.0"}`. */
export const RELEASE_FILE = "release.json";

/** The name of a platform's archive: the same in every release, so that the latest has an address. */
export function archiveName(platform: Platform, ending: ArchiveEnding): string {
  return `${archiveFolder(platform)}.${ending}`;
}

/** The one folder within an archive; it holds the executable. */
export function archiveFolder(platform: Platform): string {
  return `mpm-monitor-${platform.name}`;
}

/**
 * The address of one file of a release.
 *
 * @param version such as `0.1.0`; the latest release where it is `null`
 */
export function releaseFileUrl(base: string, version: string | null, file: string): string {
  const folder = version === null ? "latest/download" : `download/v${version}`;
  return `${base.replace(/\/+$/, "")}/${folder}/${file}`;
}
