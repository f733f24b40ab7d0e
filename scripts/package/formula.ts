import { PROJECT_URL, releaseFileUrl, RELEASES_URL } from "../../lib/release/layout.ts";
import type { Platform } from "../../lib/release/platforms.ts";

/** An archive that Homebrew installs from. */
export interface FormulaArchive {
  readonly platform: Platform;
  readonly file: string;
  readonly sha256: string;
}

const SYSTEMS = [["on_macos", "darwin"], ["on_linux", "linux"]] as const;
const PROCESSORS = [["on_arm", "arm64"], ["on_intel", "x64"]] as const;

/** The Homebrew formula, as a file of Ruby. */
export function makeFormula(version: string, archives: readonly FormulaArchive[]): string {
  const systems = SYSTEMS.flatMap(([block, os]) => {
    const own = archives.filter(({ platform }) => platform.os === os);
    const inner = PROCESSORS.flatMap(([name, cpu]) => {
      const archive = own.find(({ platform }) => platform.cpu === cpu);
      return archive === undefined
        ? []
        : [`    ${name} do`, ...source(version, archive), "    end"];
    });
    return inner.length === 0 ? [] : [`  ${block} do`, ...inner, "  end", ""];
  });
  return [
    "class MpmMonitor < Formula",
    '  desc "Shows live what your Claude Code and Claude MPM agents are doing"',
    `  homepage "${PROJECT_URL}"`,
    `  version "${version}"`,
    '  license "MIT"',
    "",
    ...systems,
    INSTALL,
    "end",
    "",
  ].join("\n");
}

function source(version: string, { file, sha256 }: FormulaArchive): string[] {
  return [
    `      url "${releaseFileUrl(RELEASES_URL, version, file)}"`,
    `      sha256 "${sha256}"`,
  ];
}

const INSTALL = `  def install
    bin.install "mpm-monitor"
    man1.install "mpm-monitor.1" if File.exist? "mpm-monitor.1"
    generate_completions_from_executable(bin/"mpm-monitor", "completions", shells: [:bash, :zsh, :fish])
  end

  def caveats
    "Events stay in ~/.claude-mpm/monitor when the formula is removed."
  end

  service do
    run [opt_bin/"mpm-monitor", "start", "--foreground"]
    keep_alive crashed: true
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/mpm-monitor --version")
  end`;
