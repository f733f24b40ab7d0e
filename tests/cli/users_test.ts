/** A day of a server, as each kind of user who may run it. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { OTHER_USER, testAsRoot } from "../support/as_root.ts";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { serversOf } from "./status_json.ts";

/**
 * Becomes an ordinary user, who finds Deno's cache at another place, since its own is below a
 * folder that only root can enter.
 */
const AS_ORDINARY = `mkdir -p "$1" && mount --bind "$DENO_DIR" "$1" && export DENO_DIR="$1" &&
  shift && exec setpriv --reuid=${OTHER_USER} --regid=${OTHER_USER} --clear-groups -- "$@"`;

testAsRoot("an ordinary user has a server of their own", async () => {
  const cache = await Deno.makeTempDir({ prefix: "monitor-cache-" });
  try {
    const under = ["unshare", "-m", "sh", "-c", AS_ORDINARY, "sh", cache];
    await using sandbox = await makeSandbox({ under });
    await giveAway(sandbox.folder);
    await livesADay(sandbox);
    const { uid } = await Deno.stat(sandbox.home);
    assertEquals(uid, OTHER_USER);
  } finally {
    await Deno.remove(cache, { recursive: true });
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
  assertStringIncludes(await run("doctor"), `The server on port ${first} is healthy`);
  assertMatch(await run("status", "--show-ports"), new RegExp(`${first}: ✓ RUNNING \\(PID `));
  await run("restart");
  assert((await run("history")).includes("hello there"));
  await run("stop");
  assertEquals(await serversOf(sandbox), []);
}
