/** What linters of other systems say about the packages. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { makeTempHome } from "../support/home.ts";
import { type SystemPackage, testWithPackages } from "../support/need.ts";
import { REPOSITORY } from "../support/shared.ts";
import { standInRelease } from "./stand_in.ts";

/** Runs a tool to its end; its complaints are the failure. */
async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args], env })
    .output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`${command} ${args.join(" ")}: ${decode(stderr)}${decode(stdout)}`);
  return decode(stdout) + decode(stderr);
}

/** Registers a test that finds the release's files in a folder. */
function testRelease(
  needs: readonly SystemPackage[],
  name: string,
  fn: (folder: string) => Promise<void>,
): void {
  testWithPackages([...needs, "xz-utils"], name, async () => {
    await using home = await makeTempHome();
    const { served } = await standInRelease("1.2.3-rc.1");
    for (const { path, bytes } of served) await Deno.writeFile(`${home.path}/${path}`, bytes);
    await fn(home.path);
  });
}

testRelease(["ruby"], "Ruby can read the Homebrew formula", async (folder) => {
  await run("ruby", ["-c", `${folder}/mpm-monitor.rb`]);
  const text = await Deno.readTextFile(`${folder}/mpm-monitor.rb`);
  for (const platform of ["macos-arm64", "macos-x64", "linux-arm64", "linux-x64"]) {
    assertStringIncludes(text, `/download/v1.2.3-rc.1/mpm-monitor-${platform}.tar.xz"`);
  }
});

testRelease(
  ["dpkg"],
  "dpkg reads the Debian packages, and each file has its sum",
  async (folder) => {
    for (const architecture of ["amd64", "arm64"]) {
      const deb = `${folder}/mpm-monitor_1.2.3~rc.1_${architecture}.deb`;
      assertEquals(
        await run("dpkg-deb", ["--field", deb, "Version", "Architecture"]),
        `Version: 1.2.3~rc.1\nArchitecture: ${architecture}\n`,
      );
      await run("dpkg-deb", ["--raw-extract", deb, `${folder}/${architecture}`]);
      await run("sh", ["-c", `cd '${folder}/${architecture}' && md5sum --check DEBIAN/md5sums`]);
      const program = `${folder}/${architecture}/usr/bin/mpm-monitor`;
      assertEquals(await run(program, ["--version"]), "mpm-monitor 1.2.3-rc.1\n");
    }
  },
);

testRelease(["dpkg", "systemd"], "systemd has nothing to say about the unit", async (folder) => {
  const deb = `${folder}/mpm-monitor_1.2.3~rc.1_amd64.deb`;
  await run("dpkg-deb", ["--extract", deb, `${folder}/tree`]);
  const unit = `${folder}/mpm-monitor.service`;
  const text = await Deno.readTextFile(`${folder}/tree/usr/lib/systemd/user/mpm-monitor.service`);
  // The program is nowhere on this machine but in the package.
  await Deno.writeTextFile(unit, text.replaceAll("/usr/bin/mpm-monitor", `${folder}/tree$&`));
  // It looks for the folder of a session, which a machine for tests need not have.
  const env = { XDG_RUNTIME_DIR: folder };
  assertEquals(await run("systemd-analyze", ["--user", "--man=no", "verify", unit], env), "");
});

testRelease(["dpkg"], "SHA256SUMS is what sha256sum checks", async (folder) => {
  await run("sh", ["-c", `cd '${folder}' && sha256sum --check --strict SHA256SUMS`]);
});

testWithPackages(["shellcheck"], "shellcheck has nothing to say about scripts", async () => {
  const scripts: string[] = [`${REPOSITORY}/scripts/install/install.sh`];
  for await (const { name } of Deno.readDir(`${REPOSITORY}/scripts/release`)) {
    scripts.push(`${REPOSITORY}/scripts/release/${name}`);
  }
  for (const path of [".ci/run", ".ci/compile"]) scripts.push(`${REPOSITORY}/${path}`);
  assertEquals(await run("shellcheck", scripts), "");
});
