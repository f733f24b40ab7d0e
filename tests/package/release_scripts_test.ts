/** What the release workflow runs, with small scripts in place of binaries and of npm's registry. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { dirname } from "@std/path/dirname";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { VERSION } from "../../lib/version.ts";
import { makeTempHome } from "../support/home.ts";
import { testWithPackages } from "../support/need.ts";
import { claimPorts } from "../support/ports.ts";
import { REPOSITORY } from "../support/shared.ts";

const PROGRAM = `#!/bin/sh
case $1 in --version) echo "mpm-monitor ${VERSION}" ;; status) exit 3 ;; esac
`;

/** An npm that knows of one published package, and says what it would publish. */
const NPM = `#!/bin/sh
case $1 in
  --version) echo 11.19.0 ;;
  view) case $2 in @mpm-monitor/linux-x64@*) echo ${VERSION} ;; esac ;;
  publish) echo "PUBLISH $*" ;;
esac
`;

async function script(name: string, args: readonly string[], env: Record<string, string> = {}) {
  const path = `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}`;
  const { code, stdout, stderr } = await new Deno.Command(
    `${REPOSITORY}/scripts/release/${name}`,
    { args: [...args], env: { PATH: path, ...env } },
  ).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: decode(stdout), stderr: decode(stderr) };
}

testWithPackages(
  ["curl", "npm", "xz-utils"],
  "release scripts make packages that install, and publish what is not there yet",
  async () => {
    await using home = await makeTempHome();
    await Deno.mkdir(`${home.path}/binaries`);
    for (const { name, os } of PLATFORMS) {
      const file = `${home.path}/binaries/${name}${os === "win32" ? ".exe" : ""}`;
      await Deno.writeTextFile(file, PROGRAM, { mode: 0o755 });
    }
    const packages = `${home.path}/packages`;
    const env = { SOURCE_DATE_EPOCH: "1770091506" };
    const packed = await script("package_all.sh", [`${home.path}/binaries`, packages], env);
    assertEquals(packed.code, 0, packed.stderr);

    await using range = await claimPorts(1);
    const tried = await script("try_installers.sh", [packages], {
      MPM_MONITOR_TRY_PORT: `${range.first}`,
      npm_config_offline: "true",
      npm_config_cache: `${home.path}/cache`,
      HOME: home.path,
    });
    assertEquals(tried.code, 0, tried.stderr);
    assertStringIncludes(tried.stdout, `Installed mpm-monitor ${VERSION} as `);

    await Deno.mkdir(`${home.path}/bin`);
    await Deno.writeTextFile(`${home.path}/bin/npm`, NPM, { mode: 0o755 });
    const PATH = `${home.path}/bin:${Deno.env.get("PATH")}`;
    const published = await script("publish_npm.sh", [`${packages}/npm`], { PATH });
    assertEquals(published.code, 0, published.stderr);
    const lines = published.stdout.trimEnd().split("\n");
    assertEquals(lines.length, PLATFORMS.length + 1);
    assertStringIncludes(
      published.stdout,
      `@mpm-monitor/linux-x64@${VERSION} is published already`,
    );
    assertEquals(
      lines.at(-1),
      `PUBLISH publish --access public --provenance ./mpm-monitor-${VERSION}.tgz`,
    );
  },
);

Deno.test("check_tag.sh refuses a tag of another version", async () => {
  const { code, stderr } = await script("check_tag.sh", ["v99.0.0"]);
  assertEquals(code, 1);
  assertMatch(stderr, /^The tag is v99\.0\.0, but deno\.json says /);
});
