import { PROJECT_URL } from "../../../lib/release/layout.ts";
import type { Platform } from "../../../lib/release/platforms.ts";

/** The `package.json` of the package that people install. */
export function mainManifest(version: string, platforms: readonly Platform[]) {
  return {
    name: "mpm-monitor",
    version,
    description: "Shows live what your Claude Code and Claude MPM agents are doing",
    keywords: ["claude", "claude-code", "agents", "monitor", "dashboard"],
    ...common(),
    bin: { "mpm-monitor": "bin/mpm-monitor.cjs" },
    files: ["bin", "CHANGELOG.md"],
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(
      platforms.map((platform) => [platformPackageName(platform), version]),
    ),
  };
}

/** The `package.json` of a package with one platform's binary. */
export function platformManifest(version: string, platform: Platform) {
  return {
    name: platformPackageName(platform),
    version,
    description: `The binary of mpm-monitor for ${platform.name}`,
    ...common(),
    files: ["bin"],
    os: [platform.os],
    cpu: [platform.cpu],
    ...(platform.os === "linux" ? { libc: ["glibc"] } : {}),
    preferUnplugged: true,
  };
}

function common() {
  return {
    license: "MIT",
    homepage: PROJECT_URL,
    repository: { type: "git", url: `git+${PROJECT_URL}.git` },
    publishConfig: { access: "public" },
  };
}

function platformPackageName(platform: Platform): string {
  return `@mpm-monitor/${platform.name}`;
}
