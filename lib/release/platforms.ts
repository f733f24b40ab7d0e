/** A system that a binary is released for. */
export interface Platform {
  /** Names it in files and packages: `linux-x64`. */
  readonly name: string;
  /** What `deno compile --target` calls it. */
  readonly target: string;
  /** As `process.platform` of Node says it. */
  readonly os: "linux" | "darwin" | "win32";
  /** As `process.arch` of Node says it. */
  readonly cpu: "x64" | "arm64";
  /** The file within an archive that is run. */
  readonly executable: string;
  /** Endings of its archives, the smallest first. */
  readonly archives: readonly ArchiveEnding[];
}

/** How the files of a platform are packed. */
export type ArchiveEnding = "tar.xz" | "tar.gz" | "zip";

const TAR = { executable: "mpm-monitor", archives: ["tar.xz", "tar.gz"] } as const;

/** Every system that a release has a binary for. */
export const PLATFORMS: readonly Platform[] = [
  { name: "linux-x64", target: "x86_64-unknown-linux-gnu", os: "linux", cpu: "x64", ...TAR },
  { name: "linux-arm64", target: "aarch64-unknown-linux-gnu", os: "linux", cpu: "arm64", ...TAR },
  { name: "macos-x64", target: "x86_64-apple-darwin", os: "darwin", cpu: "x64", ...TAR },
  { name: "macos-arm64", target: "aarch64-apple-darwin", os: "darwin", cpu: "arm64", ...TAR },
  {
    name: "windows-x64",
    target: "x86_64-pc-windows-msvc",
    os: "win32",
    cpu: "x64",
    executable: "mpm-monitor.exe",
    archives: ["zip"],
  },
];
