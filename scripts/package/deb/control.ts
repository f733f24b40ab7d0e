import { PROJECT_URL } from "../../../lib/release/layout.ts";

/** What the control file of a Debian package depends on. */
export interface ControlFacts {
  readonly version: string;
  /** As Debian says it: `amd64`. */
  readonly architecture: string;
  /** KiB on disk. */
  readonly installedSize: number;
}

/** The version as Debian compares it: what leads to a release sorts before it. */
export function debianVersion(version: string): string {
  return version.replace("-", "~");
}

/** The file `control` of a Debian package. */
export function makeControl({ version, architecture, installedSize }: ControlFacts): string {
  return `Package: mpm-monitor
Version: ${debianVersion(version)}
Architecture: ${architecture}
Maintainer: The mpm-monitor authors <mpm-monitor@users.noreply.github.com>
Installed-Size: ${installedSize}
Depends: libc6 (>= 2.27), libgcc-s1
Section: devel
Priority: optional
Homepage: ${PROJECT_URL}
Description: shows live what Claude Code and Claude MPM agents are doing
 mpm-monitor takes the events of coding agents, keeps them on disk, and says in
 the browser and in the terminal who works, who waits, what failed and what it
 cost. It is a server for one user, on their own machine.
`;
}

/** Run after a removal: says what is left, and where. */
export const AFTER_REMOVAL = `#!/bin/sh
set -e
if [ "$1" = remove ]; then
  echo "Events and settings of each user are still in ~/.claude-mpm/monitor."
fi
`;

/** The file \`copyright\` of a Debian package. */
export function makeCopyright(license: string): string {
  const indented = license.trim().split("\n").map((line) => ` ${line.trim() || "."}`).join("\n");
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: mpm-monitor
Source: ${PROJECT_URL}

Files: *
Copyright: the mpm-monitor authors
License: Expat
${indented}
`;
}
