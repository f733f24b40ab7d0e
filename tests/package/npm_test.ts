import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeTempHome, type TempHome } from "../support/home.ts";
import { testWithPackages } from "../support/need.ts";
import { until } from "../support/until.ts";
import { HERE, standInRelease } from "./stand_in.ts";

const VERSION = "1.2.3";
const MAIN = `mpm-monitor-${VERSION}.tgz`;
const BINARY = `mpm-monitor-${HERE}-${VERSION}.tgz`;

/** Says what it gets, and ends as it is asked to. */
const PROGRAM = `#!/bin/sh
trap 'echo got INT; exit 3' INT
trap 'echo got TERM; exit 4' TERM
case $1 in
  code) exit "$2" ;;
  die) kill -KILL $$ ;;
  wait) echo ready; while :; do sleep 0.1; done ;;
  read) cat ;;
  *) for word; do echo "<$word>"; done ;;
esac
`;

/** A folder with the tarballs, and none of the person's own npm settings. */
async function makeFolder(home: TempHome): Promise<(line: string) => Promise<string>> {
  const { npm } = await standInRelease(VERSION, PROGRAM);
  for (const { path, bytes } of npm) await Deno.writeFile(`${home.path}/${path}`, bytes);
  return async (line) => {
    const [command = "", ...args] = line.split(" ");
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args,
      cwd: home.path,
      env: { HOME: home.path, npm_config_cache: `${home.path}/cache` },
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    if (!success) throw new Error(decode(stderr));
    return decode(stdout);
  };
}

const INSTALL = "npm install --offline --no-audit --no-fund";

/** The installed shim: what it says, and how it ends. */
async function shim(home: TempHome, args: readonly string[], env: Record<string, string> = {}) {
  const { code, signal, stdout, stderr } = await new Deno.Command(shimPath(home), {
    args: [...args],
    env: { MPM_MONITOR_BINARY: "", ...env },
    stdin: "null",
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, signal, stdout: decode(stdout), stderr: decode(stderr) };
}

function shimPath(home: TempHome): string {
  return `${home.path}/node_modules/.bin/mpm-monitor`;
}

testWithPackages(
  ["npm"],
  "npm installs the tarballs offline, and the shim runs the binary",
  async () => {
    await using home = await makeTempHome();
    const run = await makeFolder(home);
    await run(`${INSTALL} ./${MAIN} ./${BINARY}`);
    const said = await shim(home, ["a", "b c", "$d"]);
    assertEquals([said.code, said.stdout], [0, "<a>\n<b c>\n<$d>\n"]);
    assertEquals((await shim(home, ["code", "6"])).code, 6);
    assertEquals((await shim(home, ["die"])).signal, "SIGKILL");
    for (const [signal, code, word] of [["SIGINT", 3, "INT"], ["SIGTERM", 4, "TERM"]] as const) {
      const child = new Deno.Command(shimPath(home), {
        args: ["wait"],
        stdout: "piped",
        stderr: "null",
      }).spawn();
      let text = "";
      const reading = child.stdout.pipeThrough(new TextDecoderStream())
        .pipeTo(new WritableStream({ write: (part) => void (text += part) }));
      await until("the program to run", () => text === "ready\n");
      child.kill(signal);
      assertEquals((await child.status).code, code);
      await reading;
      assertStringIncludes(text, `got ${word}`);
    }
  },
);

testWithPackages(["npm"], "the shim runs another binary when it is named", async () => {
  await using home = await makeTempHome();
  const run = await makeFolder(home);
  await run(`${INSTALL} --omit=optional ./${MAIN}`);
  const other = `${home.path}/other`;
  await Deno.writeTextFile(other, PROGRAM, { mode: 0o755 });
  const named = await shim(home, ["x"], { MPM_MONITOR_BINARY: other });
  assertEquals([named.code, named.stdout], [0, "<x>\n"]);
  const gone = await shim(home, ["x"], { MPM_MONITOR_BINARY: `${other}-not` });
  assertEquals(gone.code, 1);
  assertMatch(gone.stderr, /^Error: cannot run .*other-not\nReason: .*ENOENT.*\nSuggestion: .+\n$/);
});

testWithPackages(
  ["npm"],
  "the shim says what to type where the binary's package is missing",
  async () => {
    await using home = await makeTempHome();
    const run = await makeFolder(home);
    await run(`${INSTALL} --omit=optional ./${MAIN}`);
    const { code, stderr } = await shim(home, ["status"]);
    assertEquals(code, 1);
    assertStringIncludes(stderr, `the package @mpm-monitor/${HERE} is missing`);
    assertStringIncludes(stderr, "Suggestion: type: npm install --include=optional mpm-monitor\n");

    // The same on systems that have no package at all.
    const script = `${home.path}/node_modules/mpm-monitor/bin/mpm-monitor.cjs`;
    const elsewhere = async (change: string) => {
      const { stderr } = await new Deno.Command("node", {
        args: ["-e", `${change}; require(${JSON.stringify(script)})`],
        env: { MPM_MONITOR_BINARY: "" },
      }).output();
      return new TextDecoder().decode(stderr);
    };
    const risc = `Object.defineProperty(process, "arch", { value: "riscv64" })`;
    assertMatch(
      await elsewhere(risc),
      /^Error: mpm-monitor has no binary for linux-riscv64\nReason: it has one for linux-x64/,
    );
    assertMatch(
      await elsewhere("process.report.getReport = () => ({ header: {} })"),
      /^Error: mpm-monitor has no binary for musl\n/,
    );
  },
);

testWithPackages(["npm"], "npm packs what it is given, and leaves out other systems", async () => {
  await using home = await makeTempHome();
  const run = await makeFolder(home);
  for (const file of [MAIN, BINARY]) {
    const [packed] = JSON.parse(await run(`npm pack --dry-run --json ./${file}`));
    const names = packed.files.map(({ path }: { path: string }) => path);
    assertEquals(names.includes("LICENSE"), true);
    assertEquals(packed.version, VERSION);
  }
  const other = `mpm-monitor-windows-x64-${VERSION}.tgz`;
  const failed = await run(`${INSTALL} ./${other}`).then(() => "", String);
  assertStringIncludes(failed, "EBADPLATFORM");
});
