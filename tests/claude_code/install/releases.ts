/** The releases of Claude Code that tests run, and where they come from. */

/** One pinned release. */
export interface Release {
  readonly version: string;
  /** Of the archive in the registry. */
  readonly sha512: string;
}

/** The npm package with the program itself, which needs no Node. */
export const PACKAGE = "@anthropic-ai/claude-code-linux-x64";

/** A current release, and the one that a plain install gives on Node 20. */
export const RELEASES = {
  current: {
    version: "2.1.332",
    sha512:
      "f4JWhzwYutJIHScC7/dYOPX6s28tt7ZADhsOi8zwOHq5fFPEuUeChh2NMfinSg0GrUckYxaeebC4h0DqiKzLcw==",
  },
  older: {
    version: "2.1.197",
    sha512:
      "rIlKmrY0QMyHgPRX/MYWNj039vbypICvI9jVe3rs9Xy2RnNklySjyPxqh62QadznzoftEO23uYQ1tFePcQ//bg==",
  },
} as const satisfies Readonly<Record<string, Release>>;

/** A name in {@linkcode RELEASES}. */
export type ReleaseName = keyof typeof RELEASES;
