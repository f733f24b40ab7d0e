import { PROJECT_URL, releaseFileUrl, RELEASES_URL } from "../../lib/release/layout.ts";

/**
 * The text of a release's page: what the changelog says of the version, or of what is unreleased
 * where it does not have it yet, and how it is installed.
 *
 * @throws {Error} when the changelog has neither
 */
export function makeNotes(version: string, changelog: string): string {
  const section = sectionOf(changelog, version) ?? sectionOf(changelog, "Unreleased");
  if (section === null) throw new Error(`CHANGELOG.md has no section for ${version}`);
  return `${section}

### Install

\`\`\`sh
curl -fsSL ${releaseFileUrl(RELEASES_URL, null, "install.sh")} | sh
npm install --global mpm-monitor
\`\`\`

On Windows, in PowerShell: \`irm ${releaseFileUrl(RELEASES_URL, null, "install.ps1")} | iex\`

[How to check what you downloaded](${PROJECT_URL}/blob/v${version}/docs/verify.md)
`;
}

/** The text below the heading of a version, without the heading. */
function sectionOf(changelog: string, name: string): string | null {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.startsWith(`[${name}]`));
  return own === undefined ? null : own.slice(own.indexOf("\n")).trim();
}
