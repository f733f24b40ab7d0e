import { PROJECT_URL } from "../release/layout.ts";

/** By what means this program came here, and so by what means a newer one comes. */
export type Channel =
  /** A binary of its own, which `upgrade` replaces. */
  | { readonly kind: "binary" }
  /** Somebody else looks after it. */
  | { readonly kind: "managed"; readonly by: string; readonly command: string };

/** What tells the channel. */
export interface ChannelFacts {
  /** Whether this is a binary, and not Deno that runs the source. */
  readonly standalone: boolean;
  /** Where the binary really is, behind all links; of the source its folder. */
  readonly path: string;
  /** The Debian package that the file belongs to; `null` where it is of none. */
  readonly debianPackage: string | null;
}

/** Tells by what means this program came here. */
export function channelOf({ standalone, path, debianPackage }: ChannelFacts): Channel {
  if (!standalone) {
    return { kind: "managed", by: "runs from source", command: `git -C '${path}' pull` };
  }
  const folders = path.split(/[\\/]/);
  if (folders.includes("_npx")) {
    return {
      kind: "managed",
      by: "was fetched by npx",
      command: "npx mpm-monitor@latest",
    };
  }
  if (folders.includes("node_modules")) {
    return {
      kind: "managed",
      by: "was installed by npm",
      command: "npm install --global mpm-monitor@latest",
    };
  }
  if (folders.includes("Cellar")) {
    return {
      kind: "managed",
      by: "was installed by Homebrew",
      command: "brew upgrade mpm-monitor",
    };
  }
  if (debianPackage !== null) {
    return {
      kind: "managed",
      by: `belongs to the Debian package ${debianPackage}`,
      command: `sudo apt install ./${debianPackage}_VERSION.deb, with the file of ${PROJECT_URL}`,
    };
  }
  return { kind: "binary" };
}
