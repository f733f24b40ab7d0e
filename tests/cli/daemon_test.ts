import { assertEquals } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { serversOf } from "./status_json.ts";

const ON_LINUX = { ignore: Deno.build.os !== "linux" };

Deno.test({
  name: "a server keeps no file, folder or terminal of the shell that started it",
  ...ON_LINUX,
  async fn() {
    await using sandbox = await makeSandbox();
    const mine = `${sandbox.folder}/mine`;
    await Deno.mkdir(mine);
    const script = 'cd "$0"; exec 5>"$0/five" 9>"$0/nine" 63>"$0/high" 200<"$0"; "$@"';
    const { code } = await new Deno.Command("/bin/bash", {
      args: ["-c", script, mine, ...sandbox.program, "start"],
      env: { ...sandbox.env },
      clearEnv: true,
      stdin: "null",
      stdout: "null",
    }).output();
    assertEquals(code, 0);
    const pid = (await serversOf(sandbox))[0]?.pid ?? 0;
    for await (const { name } of Deno.readDir(`/proc/${pid}/fd`)) {
      const target = await Deno.readLink(`/proc/${pid}/fd/${name}`).catch(() => "");
      assertEquals(target.startsWith(mine), false, `${name} -> ${target}`);
    }
    assertEquals(await Deno.readLink(`/proc/${pid}/cwd`), sandbox.home);
    const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
    const [, , , session, terminal] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    assertEquals([session, terminal], [`${pid}`, "0"]);
  },
});

Deno.test({
  name: "start gives back the lock and the pipes of the shell that calls it",
  ...ON_LINUX,
  async fn() {
    await using sandbox = await makeSandbox();
    const script = '( flock 9; "$0" "$@" 2> >(sed s/^/E/) | tail -n 1 ) 9>"$HOME/lock"; ' +
      'flock -n "$HOME/lock" true';
    const [program = "", ...leading] = sandbox.program;
    const { code, stdout } = await new Deno.Command("/bin/bash", {
      args: ["-c", script, program, ...leading, "start"],
      env: { ...sandbox.env },
      clearEnv: true,
      stdin: "null",
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stdout));
  },
});
