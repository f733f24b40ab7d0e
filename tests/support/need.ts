import { findBrowser } from "./browser.ts";

/** Debian packages that tests use where they are installed, and how to see that they are. */
const PROBES = {
  chromium: () => findBrowser() !== null,
  "python3": () => succeeds("/usr/bin/python3", ["--version"]),
  "python3-aiohttp": () => succeeds("/usr/bin/python3", ["-c", "import aiohttp"]),
  "python3-socketio": () => succeeds("/usr/bin/python3", ["-c", "import socketio"]),
  "xz-utils": () => succeeds("xz", ["--version"]),
  curl: () => succeeds("curl", ["--version"]),
  wget: () => succeeds("wget", ["--version"]),
  npm: () => succeeds("npm", ["--version"]),
  dpkg: () => succeeds("dpkg-deb", ["--version"]),
  ruby: () => succeeds("ruby", ["--version"]),
  systemd: () => succeeds("systemd-analyze", ["--version"]),
  shellcheck: () => succeeds("shellcheck", ["--version"]),
  busybox: () => succeeds("/bin/busybox", ["true"]),
  jq: () => succeeds("jq", ["--version"]),
  lsof: () => succeeds("lsof", ["-v"]),
  iproute2: () => succeeds("ss", ["-V"]),
  "net-tools": () => succeeds("netstat", ["--version"], true),
  procps: () => succeeds("ps", ["--version"]),
  tmux: () => succeeds("tmux", ["-V"]),
  zsh: () => succeeds("zsh", ["--version"]),
  fish: () => succeeds("fish", ["--version"]),
  mandoc: () => succeeds("mandoc", ["/dev/null"]),
  faketime: () => succeeds("faketime", ["-v"], true),
} as const;

/** A Debian package that some tests need. */
export type SystemPackage = keyof typeof PROBES;

/** Set to `1` where all packages are meant to be there, so that none is missed silently. */
export const REQUIRE_ALL = "MPM_MONITOR_TEST_REQUIRE_ALL";

const found = new Map<SystemPackage, boolean>();

/** Whether what a Debian package provides is on this machine. */
export function hasPackage(name: SystemPackage): boolean {
  let answer = found.get(name);
  if (answer === undefined) found.set(name, answer = PROBES[name]());
  return answer;
}

/** What a test may set beside its needs. */
export type NeedingTestOptions = Pick<
  Deno.TestDefinition,
  "sanitizeOps" | "sanitizeResources" | "sanitizeExit"
>;

/**
 * Registers a test that needs system packages. Where one is missing, the test is skipped under a
 * name that tells which; with {@linkcode REQUIRE_ALL} it fails instead.
 */
export function testWithPackages(
  packages: readonly SystemPackage[],
  name: string,
  fn: (context: Deno.TestContext) => void | Promise<void>,
  options: NeedingTestOptions = {},
): void {
  const missing = packages.filter((each) => !hasPackage(each));
  if (missing.length === 0) {
    Deno.test({ ...options, name, fn });
  } else if (Deno.env.get(REQUIRE_ALL) === "1") {
    Deno.test(name, () => {
      throw new Error(`Missing Debian packages: ${missing.join(", ")}`);
    });
  } else {
    Deno.test({ name: skippedName(name, missing), ignore: true, fn });
  }
}

/** The name of a skipped test. `scripts/check/run_tests.ts` reads the packages back from it. */
export function skippedName(name: string, missing: readonly string[]): string {
  return `${name} (skipped: needs ${missing.join(", ")})`;
}

function succeeds(command: string, args: string[], anyCode = false): boolean {
  try {
    const { success } = new Deno.Command(command, { args, stdout: "null", stderr: "null" })
      .outputSync();
    return success || anyCode;
  } catch {
    return false;
  }
}
