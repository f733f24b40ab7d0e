import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeTempHome } from "../../tests/support/home.ts";
import { until } from "../../tests/support/until.ts";
import { PLUGIN_MARK } from "./hook_script.ts";
import { prepareSpool } from "./prepare_spool.ts";

const SHELLS = ["dash", "bash", "busybox sh"];
const PORT = 8765;

interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs the script as a hook does; `before` is put in front of it. */
async function runHook(
  shell: string,
  home: string,
  { input = '{"n":1}\n', before = "" }: { input?: string; before?: string } = {},
): Promise<Ran> {
  const [program = "", ...leading] = shell.split(" ");
  const command = `trap '' HUP TERM;mpm_port=${PORT};mpm_home=$HOME_OF_TEST;${before}` +
    '. "$mpm_home/hook.sh"';
  const child = new Deno.Command(program, {
    args: [...leading, "-c", command],
    env: { HOME_OF_TEST: home },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

async function isThere(shell: string): Promise<boolean> {
  const [program = "", ...leading] = shell.split(" ");
  const command = new Deno.Command(program, { args: [...leading, "-c", "true"], stdin: "null" });
  return await command.output().then(({ success }) => success, () => false);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).toSorted();
}

const QUIET: Ran = { code: 0, output: "" };

for (const shell of SHELLS) {
  const ignore = Deno.build.os === "windows" || !await isThere(shell);

  Deno.test({
    name: `the hook script keeps its input in a file that only its owner can read: ${shell}`,
    ignore,
    async fn() {
      await using home = await makeTempHome();
      const path = join(home.path, 'it\'s a "home" $HOME');
      const spool = await prepareSpool({ home: path }, PORT);
      const input = JSON.stringify({ text: "é\\n \\0 %s $x `y`" + "x".repeat(300_000) }) + "\n";
      assertEquals(await runHook(shell, path, { input }), QUIET);
      const [name = "", ...others] = await namesIn(spool);
      assertEquals(others, []);
      assertEquals(Number(name.split(".")[0]), Deno.pid);
      assertEquals(await Deno.readTextFile(join(spool, name)), ` ${input}`);
      const mode = async (file: string) => ((await Deno.stat(file)).mode ?? 0) & 0o777;
      assertEquals(await mode(join(spool, name)), 0o600);
      assertEquals(await mode(spool), 0o700);
    },
  });

  Deno.test({
    name: `the hook script keeps what the plugin's hooks are told behind their mark: ${shell}`,
    ignore,
    async fn() {
      await using home = await makeTempHome();
      const spool = await prepareSpool({ home: home.path }, PORT);
      assertEquals(await runHook(shell, home.path, { before: "mpm_mark='\\t';" }), QUIET);
      const [name = ""] = await namesIn(spool);
      assertEquals(await Deno.readTextFile(join(spool, name)), `${PLUGIN_MARK}{"n":1}\n`);
    },
  });

  Deno.test({
    name: `the hook script overwrites nothing, and writes through no link: ${shell}`,
    ignore,
    async fn() {
      await using home = await makeTempHome();
      const spool = await prepareSpool({ home: home.path }, PORT);
      const mine = join(home.path, "mine");
      await Deno.writeTextFile(mine, "mine");
      const before = `echo old >"$mpm_home/spool/${PORT}/$PPID.$$";` +
        `ln -s "$mpm_home/mine" "$mpm_home/spool/${PORT}/$PPID.$$.1";`;
      assertEquals(await runHook(shell, home.path, { before }), QUIET);
      const [old = "", link = "", own = ""] = await namesIn(spool);
      assertEquals([link, own], [`${old}.1`, `${old}.1.1`]);
      assertEquals(await Deno.readTextFile(join(spool, old)), "old\n");
      assertEquals(await Deno.readTextFile(mine), "mine");
      assertEquals(await Deno.readTextFile(join(spool, own)), ' {"n":1}\n');
    },
  });

  Deno.test({
    name: `the hook script says nothing where it can keep nothing: ${shell}`,
    ignore,
    async fn() {
      await using home = await makeTempHome();
      const spool = await prepareSpool({ home: home.path }, PORT);
      await Deno.remove(spool);
      assertEquals(await runHook(shell, home.path), QUIET);
      await Deno.writeTextFile(spool, "a file in its place");
      assertEquals(await runHook(shell, home.path), QUIET);
      assert(!(await namesIn(home.path)).includes("started"));
    },
  });

  Deno.test({
    name: `the hook script starts a server only where nobody takes its input: ${shell}`,
    ignore,
    async fn() {
      await using home = await makeTempHome();
      const spool = await prepareSpool({ home: home.path }, PORT);
      const start = `set -- touch "$mpm_home/started for it";`;
      assertEquals(await runHook(shell, home.path, { before: start }), QUIET);
      await until("the start", async () => (await namesIn(home.path)).includes("started for it"));
      await Deno.remove(join(home.path, "started for it"));
      for (const name of await namesIn(spool)) await Deno.remove(join(spool, name));

      const other = `set -- touch "$mpm_home/started in vain";`;
      assertEquals(await runHook(shell, home.path, { before: other }), QUIET);
      for (const name of await namesIn(spool)) await Deno.remove(join(spool, name));
      // By the time that a later one has started something, this one would have, too.
      assertEquals(await runHook(shell, home.path, { before: start }), QUIET);
      await until("the start", async () => (await namesIn(home.path)).includes("started for it"));
      assert(!(await namesIn(home.path)).includes("started in vain"));
    },
  });

  Deno.test({
    name: `the hook script bounds the spool: the oldest go, and are counted: ${shell}`,
    ignore,
    async fn() {
      await using home = await makeTempHome();
      const spool = await prepareSpool({ home: home.path }, PORT);
      const big = "x".repeat(1024 * 1024);
      for (let n = 0; n < 95; n++) {
        const path = join(spool, `7.${100 + n}`);
        await Deno.writeTextFile(path, big);
        await Deno.utime(path, n + 1, n + 1);
      }
      // The 96th: it is a multiple of 32, at which the size is looked at.
      assertEquals(await runHook(shell, home.path), QUIET);
      const names = await namesIn(spool);
      assertEquals(names.includes("7.123"), false);
      assertEquals(names.includes("7.124"), true);
      assertEquals(names.filter((name) => name.startsWith(`${Deno.pid}.`)).length, 1);
      assertEquals(Number(await Deno.readTextFile(join(spool, ".dropped"))), 24);
    },
  });
}
