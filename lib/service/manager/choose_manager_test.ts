import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path/join";
import { UserError } from "../../user_error.ts";
import { chooseManager, type Machine } from "./choose_manager.ts";

/** A made-up machine that notes what its tools are asked, and answers as it is given. */
async function manager(
  os: Machine["os"],
  home: string,
  answer: (line: string) => { code: number; text: string } = () => ({ code: 0, text: "" }),
) {
  const calls: string[] = [];
  const variables: Record<string, string> = {
    HOME: home,
    USERDOMAIN: "PC",
    USERNAME: "ann",
    MPM_MONITOR_HOME: join(home, ".claude-mpm", "monitor"),
  };
  const chosen = await chooseManager({
    os,
    uid: 501,
    env: (name) => variables[name],
    run(program, args) {
      const line = [program, ...args].join(" ");
      calls.push(line);
      return Promise.resolve(answer(line));
    },
  });
  return { chosen, calls };
}

const DEFINITION = { command: ["/bin/true"], variables: {} };

async function tempFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test("chooseManager() installs, starts and removes an agent of launchd", async () => {
  await using home = await tempFolder();
  const { chosen, calls } = await manager("darwin", home.path, (line) => ({
    code: line.endsWith("print gui/501/mpm-monitor") ? 113 : 0,
    text: "",
  }));
  const file = join(home.path, "Library", "LaunchAgents", "mpm-monitor.plist");
  assertEquals(chosen.file, file);
  await chosen.install(chosen.write(DEFINITION));
  await chosen.start();
  assertEquals(await chosen.read(), chosen.write(DEFINITION));
  await chosen.remove();
  assertEquals(await chosen.read(), null);
  assertEquals(calls, [
    "launchctl print gui/501/mpm-monitor",
    "launchctl enable gui/501/mpm-monitor",
    `launchctl bootstrap gui/501 ${file}`,
    "launchctl kickstart gui/501/mpm-monitor",
    "launchctl print gui/501/mpm-monitor",
  ]);
});

Deno.test("chooseManager() reads how an agent of launchd is", async () => {
  const text = "gui/501/mpm-monitor = {\n\tactive count = 1\n\tstate = running\n}";
  const { chosen } = await manager("darwin", "/Users/ann", () => ({ code: 0, text }));
  assertEquals(await chosen.state(), "running");
  assertEquals(await chosen.obstacle(), null);
});

Deno.test("chooseManager() hands a task over in a file that Windows reads, and removes it", async () => {
  await using home = await tempFolder();
  let given = "";
  const state = join(home.path, ".claude-mpm", "monitor");
  await Deno.mkdir(state, { recursive: true });
  const { chosen, calls } = await manager("windows", home.path, (line) => {
    const file = /\/XML (\S+) \/F/.exec(line)?.[1];
    if (file !== undefined) given = new TextDecoder("utf-16le").decode(Deno.readFileSync(file));
    return { code: line.includes("/Query") ? 1 : 0, text: "" };
  });
  await chosen.install(chosen.write(DEFINITION));
  assertEquals(given, chosen.write(DEFINITION));
  assertMatch(given, /<UserId>PC\\ann<\/UserId>/);
  assertEquals(await Array.fromAsync(Deno.readDir(state)), []);
  await chosen.start();
  assertEquals(calls.at(-1), "schtasks /Run /TN mpm-monitor");
});

Deno.test("chooseManager() leaves a task alone that somebody else has made", async () => {
  await using home = await tempFolder();
  const { chosen, calls } = await manager(
    "windows",
    home.path,
    () => ({ code: 0, text: "<Task/>" }),
  );
  await assertRejects(() => chosen.install(chosen.write(DEFINITION)), UserError);
  await assertRejects(() => chosen.remove(), UserError);
  assertEquals(calls.some((line) => /Create|Delete|End/.test(line)), false);
});

Deno.test("chooseManager() says what a tool answered when it refuses", async () => {
  await using home = await tempFolder();
  const { chosen } = await manager("linux", home.path, () => ({
    code: 1,
    text: "Failed to connect to bus: No medium found",
  }));
  assertEquals(await chosen.obstacle(), "Failed to connect to bus: No medium found");
  const error = await assertRejects(() => chosen.start(), UserError);
  assertEquals(error.reason, "Failed to connect to bus: No medium found");
});

Deno.test("chooseManager() gives a second state folder a service of its own", async () => {
  const title = async (state: string | undefined) =>
    (await chooseManager({
      os: "linux",
      uid: 1,
      env: (name) => ({ HOME: "/home/ann", MPM_MONITOR_HOME: state })[name],
    })).title;
  assertEquals(await title(undefined), "systemd user unit mpm-monitor.service");
  assertEquals(await title("/home/ann/.claude-mpm/monitor"), await title(undefined));
  assertMatch(await title("/home/ann/other"), /mpm-monitor-[0-9a-f]{8}\.service$/);
});

Deno.test("chooseManager() says what to do on a system that it does not know", async () => {
  const machine: Machine = { os: "freebsd", uid: 1, env: () => "/home/ann" };
  await assertRejects(() => chooseManager(machine), UserError, "service manager");
});
