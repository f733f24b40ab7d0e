/** A day of a server, as each kind of user who may run it. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname } from "@std/path/dirname";
import { OTHER_USER, testAsRoot } from "../support/as_root.ts";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { REPOSITORY } from "../support/shared.ts";
import { BUSY, serversOf } from "./status_json.ts";

/**
 * Becomes an ordinary user, for whom root's own folder, which only root can enter, holds just what
 * the program is made of: Deno, its cache and the source. The first words are a free folder, and
 * where Deno and the source are.
 */
const AS_ORDINARY = `own=$(getent passwd 0 | cut -d: -f6)
  mount --rbind "$own" "$1" && mount -t tmpfs -o mode=755 tmpfs "$own" || exit
  for folder in "$DENO_DIR" "$2" "$3"; do
    case $folder in
      "$own"/*) mkdir -p "$folder" && mount --bind "$1/\${folder#"$own"/}" "$folder" || exit ;;
    esac
  done
  shift 3 && exec setpriv --reuid=${OTHER_USER} --regid=${OTHER_USER} --clear-groups -- "$@"`;

testAsRoot("an ordinary user has a server of their own", async () => {
  const free = await Deno.makeTempDir({ prefix: "monitor-own-" });
  try {
    const made = [dirname(Deno.execPath()), REPOSITORY];
    const under = ["unshare", "-m", "sh", "-c", AS_ORDINARY, "sh", free, ...made];
    await using sandbox = await makeSandbox({ under });
    await giveAway(sandbox.folder);
    await livesADay(sandbox);
    const { uid } = await Deno.stat(sandbox.home);
    assertEquals(uid, OTHER_USER);
  } finally {
    await Deno.remove(free);
  }
});

Deno.test("whoever runs the tests has a server of their own", async () => {
  await using sandbox = await makeSandbox();
  await livesADay(sandbox);
});

async function giveAway(folder: string): Promise<void> {
  await Deno.chown(folder, OTHER_USER, OTHER_USER);
  for await (const { name } of Deno.readDir(folder)) {
    await Deno.chown(`${folder}/${name}`, OTHER_USER, OTHER_USER);
  }
}

async function livesADay(sandbox: Sandbox): Promise<void> {
  const { first } = sandbox.range;
  const run = async (...line: string[]) => {
    const result = await sandbox.run(line);
    assertEquals(result.code, 0, `${line.join(" ")}: ${result.stdout}${result.stderr}`);
    return result.stdout;
  };
  await run("integrate", "claude-code");
  await run("start");
  await run("send", "--type", "note", "--json", '{"text":"hello there"}');
  assertEquals((await serversOf(sandbox)).map(({ state }) => state), ["healthy"]);
  // On a busy machine doctor says that its answers are slow: it was reached as well.
  assertMatch(
    await run("doctor"),
    new RegExp(`The server on port ${first} (is healthy|works less well .*: ${BUSY.source})`),
  );
  assertMatch(await run("status", "--show-ports"), new RegExp(`${first}: ✓ RUNNING \\(PID `));
  await run("restart");
  assert((await run("history")).includes("hello there"));
  await run("stop");
  assertEquals(await serversOf(sandbox), []);
}
