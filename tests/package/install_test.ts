import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { RELEASES_URL } from "../../lib/release/layout.ts";
import { OTHER_USER, testAsRoot } from "../support/as_root.ts";
import { testWithPackages } from "../support/need.ts";
import { REPOSITORY } from "../support/shared.ts";
import {
  ALL_TOOLS,
  type InstallOptions,
  type InstallSandbox,
  makeInstallSandbox,
  ownPrograms,
  type Tools,
} from "./install_sandbox.ts";
import { HERE, servedPaths, standInRelease } from "./stand_in.ts";

const INSTALLED = [".local", ".local/bin", ".local/bin/mpm-monitor"];

/** Registers a test for each shell with its tools. */
function testInstall(name: string, fn: (sandbox: InstallSandbox, tools: Tools) => Promise<void>) {
  for (const tools of ALL_TOOLS) {
    testWithPackages(
      tools.name === "busybox" ? ["busybox", "xz-utils"] : ["curl", "xz-utils"],
      `install.sh by ${tools.name}: ${name}`,
      async () => {
        await using sandbox = await makeInstallSandbox(tools);
        await fn(sandbox, tools);
      },
    );
  }
}

/** It ends with an error in words, and everything is as before, installed or not. */
async function fails(
  sandbox: InstallSandbox,
  options: InstallOptions,
  message: RegExp,
): Promise<void> {
  const version = await sandbox.version();
  const before = await sandbox.list();
  const { code, stdout, stderr } = await sandbox.install(options);
  assertEquals([code, /Installed/.test(stdout)], [1, false], stdout + stderr);
  assertMatch(stderr, message);
  assertMatch(stderr, /^Error: .+\nReason: .+\nSuggestion: .+\n$/);
  assertEquals(await sandbox.list(), before);
  assertEquals(await sandbox.version(), version);
}

testInstall("installs the latest release and says what to type next", async (sandbox) => {
  const { code, stdout, stderr } = await sandbox.install();
  assertEquals([code, stderr], [0, ""]);
  assertStringIncludes(stdout, `Installed mpm-monitor 1.2.3 as ${sandbox.program}\n`);
  assertStringIncludes(stdout, `  export PATH="${sandbox.home}/.local/bin:$PATH"\n`);
  assertStringIncludes(stdout, `  ${sandbox.program} start `);
  assertStringIncludes(stdout, `  ${sandbox.program} integrate claude-code `);
  assertEquals(await sandbox.version(), "1.2.3");
  assertEquals((await sandbox.list()).filter((name) => name !== "commands"), INSTALLED);
});

testInstall("goes to another release and back, into a folder with a space", async (sandbox) => {
  const env = { MPM_MONITOR_INSTALL_DIR: "my programs" };
  const program = `${sandbox.home}/my programs/mpm-monitor`;
  const said: string[] = [];
  for (const MPM_MONITOR_VERSION of ["1.2.2", "v1.2.3", "1.2.2"]) {
    said.push((await sandbox.install({ env: { ...env, MPM_MONITOR_VERSION } })).stdout);
  }
  assertStringIncludes(said[0] ?? "", `Installed mpm-monitor 1.2.2 as ${program}\n`);
  assertStringIncludes(
    said[1] ?? "",
    `Installed mpm-monitor 1.2.3 as ${program}, in place of mpm-monitor 1.2.2\n`,
  );
  assertStringIncludes(
    said[2] ?? "",
    `Installed mpm-monitor 1.2.2 as ${program}, in place of mpm-monitor 1.2.3\n`,
  );
});

testInstall("does not install what has another sum", async (sandbox) => {
  await sandbox.install({ env: { MPM_MONITOR_VERSION: "1.2.2" } });
  const other = await standInRelease("6.6.6");
  for (const [path, bytes] of servedPaths(other, ["latest/download"])) {
    if (!path.endsWith("SHA256SUMS")) sandbox.server.files.set(path, bytes);
  }
  await fails(sandbox, {}, /is not what was released/);
});

testInstall("does not install half of a download", async (sandbox) => {
  sandbox.server.cut.add(sandbox.archive);
  await fails(sandbox, {}, /Cannot download|is not what was released/);
  sandbox.server.cut.add("/latest/download/SHA256SUMS");
  await fails(sandbox, {}, /Cannot download|The release has no/);
});

testInstall("names a release that is not there, and a version that is none", async (sandbox) => {
  await fails(sandbox, { env: { MPM_MONITOR_VERSION: "9.9.9" } }, /download\/v9\.9\.9\/SHA256SUMS/);
  await fails(sandbox, { env: { MPM_MONITOR_VERSION: "../1.2.3" } }, /is no version/);
  sandbox.server.files.delete("/latest/download/SHA256SUMS");
  await fails(sandbox, {}, /Cannot download/);
});

testInstall("takes the larger archive where there is no xz", async (sandbox) => {
  const { code, stderr } = await sandbox.install({ tools: { xz: null } });
  assertEquals(code, 0, stderr);
  assert(sandbox.server.asked.includes(`/latest/download/mpm-monitor-${HERE}.tar.gz`));
});

testInstall("says which tool is missing", async (sandbox) => {
  await fails(sandbox, { tools: { curl: null, wget: null } }, /neither curl nor wget/);
  await fails(sandbox, { tools: { sha256sum: null } }, /none of sha256sum, shasum and openssl/);
  await fails(sandbox, { tools: { tar: null } }, /tar is not on this machine/);
});

testInstall("names systems that there is no binary for", async (sandbox) => {
  const uname = (system: string, machine: string) =>
    `#!/bin/sh\ncase $1 in -s) echo ${system};; -m) echo ${machine};; esac\n`;
  const on = (system: string, machine: string) => ({ tools: { uname: uname(system, machine) } });
  await fails(sandbox, on("Linux", "riscv64"), /no binary of mpm-monitor.*\n.*Linux on riscv64/);
  await fails(sandbox, on("FreeBSD", "amd64"), /no binary of mpm-monitor.*\n.*FreeBSD on amd64/);
  await fails(sandbox, on("MINGW64_NT-10.0", "x86_64"), /install\.ps1 \| iex/);
  const getconf = "#!/bin/sh\necho 32\n";
  await fails(sandbox, { tools: { ...on("Linux", "aarch64").tools, getconf } }, /32-bit system/);
  const ldd = "#!/bin/sh\necho 'musl libc (x86_64)' >&2\nexit 1\n";
  await fails(sandbox, { tools: { ldd } }, /no binary of mpm-monitor for musl/);
});

testInstall(
  "takes the binary of Apple's processors also in a translated shell",
  async (sandbox) => {
    const uname = "#!/bin/sh\ncase $1 in -s) echo Darwin;; -m) echo x86_64;; esac\n";
    const sysctl = "#!/bin/sh\necho 1\n";
    const { code, stderr } = await sandbox.install({ tools: { uname, sysctl } });
    assertEquals(code, 0, stderr);
    assert(sandbox.server.asked.includes("/latest/download/mpm-monitor-macos-arm64.tar.xz"));
  },
);

testInstall("keeps what runs where the new program does not", async (sandbox) => {
  await sandbox.install({ env: { MPM_MONITOR_VERSION: "1.2.2" } });
  const broken = "#!/bin/sh\necho 'version GLIBC_2.99 not found' >&2\nexit 1\n";
  const release = await standInRelease("1.2.4", broken);
  for (const [path, bytes] of servedPaths(release, ["latest/download"])) {
    sandbox.server.files.set(path, bytes);
  }
  await fails(sandbox, {}, /does not run on this machine\nReason: .*GLIBC_2\.99/);
});

testInstall("replaces a program that runs, and says how to restart a server", async (sandbox) => {
  await Deno.mkdir(`${sandbox.home}/.local/bin`, { recursive: true });
  await Deno.copyFile("/bin/sleep", sandbox.program);
  const running = new Deno.Command(sandbox.program, { args: ["60"] }).spawn();
  try {
    await Deno.writeTextFile(`${sandbox.home}/running`, "");
    const { code, stdout, stderr } = await sandbox.install();
    assertEquals(code, 0, stderr);
    assertStringIncludes(stdout, `  ${sandbox.program} restart\n`);
    assertEquals(await sandbox.version(), "1.2.3");
  } finally {
    running.kill("SIGKILL");
    await running.status;
  }
});

testInstall("says what stands before it on the PATH", async (sandbox) => {
  const bin = `${sandbox.home}/bin`;
  await Deno.mkdir(bin);
  await Deno.writeTextFile(`${bin}/mpm-monitor`, "#!/bin/sh\n", { mode: 0o755 });
  const after = (before: string) => sandbox.install({ before });
  const { stdout } = await after(`${bin}:${sandbox.home}/.local/bin`);
  assertStringIncludes(stdout, `Note: ${bin}/mpm-monitor stands before it on your PATH\n`);
  assertStringIncludes(stdout, `  ${sandbox.program} start `);
  const first = await after(`${sandbox.home}/.local/bin:${bin}`);
  assertStringIncludes(first.stdout, "  mpm-monitor start ");
  assert(!first.stdout.includes("Note:"));
});

testInstall("names a folder that nobody may write into, or that is in the way", async (sandbox) => {
  await fails(
    sandbox,
    { env: { MPM_MONITOR_INSTALL_DIR: "/proc/bin" } },
    /Cannot write into \/proc/,
  );
  await Deno.mkdir(`${sandbox.home}/taken/mpm-monitor`, { recursive: true });
  await fails(sandbox, { env: { MPM_MONITOR_INSTALL_DIR: "taken" } }, /a folder of that name/);
  await Deno.writeTextFile(`${sandbox.home}/file`, "");
  await fails(sandbox, { env: { MPM_MONITOR_INSTALL_DIR: "file/bin" } }, /Cannot write into/);
  await fails(sandbox, { env: { HOME: "" } }, /HOME is not set/);
});

testAsRoot("install.sh names a read-only folder, and what to set instead", async () => {
  await using sandbox = await makeInstallSandbox(ALL_TOOLS[0] as Tools);
  await Deno.mkdir(`${sandbox.home}/.local/bin`, { recursive: true });
  for (
    let path = sandbox.home;
    path.includes("mpm-monitor-test-");
    path = path.replace(/\/[^/]*$/, "")
  ) {
    await Deno.chmod(path, 0o755);
  }
  const user = `${OTHER_USER}`;
  const under = ["/usr/bin/setpriv", `--reuid=${user}`, `--regid=${user}`, "--clear-groups", "--"];
  await fails(sandbox, { under }, /Cannot write into .*\n.*\n.*MPM_MONITOR_INSTALL_DIR/);
});

testInstall("removes the program and what it added, and says what is left", async (sandbox) => {
  await sandbox.install();
  const data = `${sandbox.home}/.claude-mpm/monitor`;
  await Deno.mkdir(data, { recursive: true });
  await Deno.remove(`${sandbox.home}/commands`);
  const { code, stdout, stderr } = await sandbox.install({ args: ["--uninstall"] });
  assertEquals(code, 0, stderr);
  assertStringIncludes(stdout, `Removed ${sandbox.program}\n`);
  assertStringIncludes(stdout, `still in ${data};`);
  assertEquals(await sandbox.version(), null);
  assertEquals(
    await Deno.readTextFile(`${sandbox.home}/commands`),
    "service --help\nservice uninstall --quiet\nintegrate claude-code --remove --quiet\nstop --quiet\n",
  );
  const again = await sandbox.install({ args: ["--uninstall"] });
  assertEquals(again.code, 1);
  assertMatch(again.stderr, /mpm-monitor is not in /);
});

testInstall("does nothing when only a part of it arrived", async (sandbox) => {
  const text = await Deno.readTextFile(`${REPOSITORY}/scripts/install/install.sh`);
  const whole = text.lastIndexOf('main "$@"');
  const step = Math.ceil(whole / 60);
  for (let length = step; length <= whole; length += step) {
    const { stdout } = await sandbox.install({ script: text.slice(0, length) });
    assertEquals([stdout, await sandbox.list(), sandbox.server.asked], ["", [], []]);
  }
});

testWithPackages(
  ["wget", "xz-utils"],
  "install.sh gets releases by GNU's wget where there is no curl",
  async () => {
    await using sandbox = await makeInstallSandbox(ALL_TOOLS[0] as Tools);
    const tools = { curl: null, ...ownPrograms(["wget"]) };
    const { code, stderr } = await sandbox.install({ tools });
    assertEquals(code, 0, stderr);
    sandbox.server.cut.add(sandbox.archive);
    await fails(sandbox, { tools }, /Cannot download/);
  },
);

Deno.test("install.sh looks where releases are", async () => {
  const text = await Deno.readTextFile(`${REPOSITORY}/scripts/install/install.sh`);
  assertStringIncludes(text, `curl -fsSL ${RELEASES_URL}/latest/download/install.sh | sh`);
});
