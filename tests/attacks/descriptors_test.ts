import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { REPOSITORY } from "../support/shared.ts";
import { until } from "../support/until.ts";

/** Runs a command in a shell that allows so few files. */
async function runWithFiles(sandbox: Sandbox, files: number, args: readonly string[]) {
  const config = `--config=${join(REPOSITORY, "deno.json")}`;
  const main = join(REPOSITORY, "main.ts");
  const program = [Deno.execPath(), "run", "-q", config, "-P=monitor", main, ...args];
  const { code, stderr } = await new Deno.Command("/bin/sh", {
    args: ["-c", `ulimit -n ${files}; exec "$@"`, "sh", ...program],
    env: sandbox.env,
    clearEnv: true,
    stdin: "null",
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

/** The status that a new connection is answered with. */
async function health(hostname: string, port: number, timeout = 1_000): Promise<number> {
  const connection = await Deno.connect({ hostname, port });
  const timer = setTimeout(() => connection.close(), timeout);
  try {
    const request = `GET /health HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`;
    await connection.write(new TextEncoder().encode(request)).catch(() => {});
    const answer = new Uint8Array(64);
    await connection.read(answer);
    return Number(/^HTTP\/1.1 (\d+)/.exec(new TextDecoder().decode(answer))?.[1] ?? 0);
  } finally {
    clearTimeout(timer);
    try {
      connection.close();
    } catch {
      // The time was up.
    }
  }
}

/** Takes up to so many connections, and lets all of them go. */
async function flood(port: number, count: number): Promise<void> {
  const open: Deno.Conn[] = [];
  for (let made = 0; made < count; made++) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => null);
    if (connection !== null) open.push(connection);
  }
  // Long enough for the server to take what it can.
  await until(
    "the server to be out of files",
    () => health("127.0.0.1", port).then(() => false, () => true),
  );
  for (const connection of open) connection.close();
}

Deno.test({
  name: "after running out of files a server takes connections again by itself",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    assertEquals((await sandbox.run(["start"])).code, 0);
    const port = sandbox.range.first;
    const record = await Deno.readTextFile(join(sandbox.home, "instances", `${port}.json`));
    const { pid } = JSON.parse(record);
    await until("its threads to have their files", async () => {
      const files = await Array.fromAsync(
        Deno.readDir(`/proc/${pid}/fd`),
        ({ name }) => Deno.readLink(`/proc/${pid}/fd/${name}`).catch(() => ""),
      );
      return files.filter((file) => file.endsWith(".db")).length >= 3;
    });
    await new Deno.Command("prlimit", { args: ["--pid", `${pid}`, "--nofile=100:100"] }).output();
    for (let round = 0; round < 2; round++) {
      await flood(port, 150);
      await until("it to take connections", async () => await health("127.0.0.1", port) === 200, {
        timeout: 60_000,
      });
    }
    const log = await Deno.readTextFile(join(sandbox.home, "logs", `${port}.log`));
    assertStringIncludes(log, "takes no connections");
    assert(log.split("takes no connections").length < 12, log);
    await until(
      "it to be healthy",
      async () =>
        JSON.parse((await sandbox.run(["status", "--json"])).stdout).servers[0].state === "healthy",
    );
  },
});

Deno.test({
  name: "limits of connections leave a server the files that it needs",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    assertEquals((await runWithFiles(sandbox, 200, ["start"])).code, 0);
    const port = sandbox.range.first;
    const open: Deno.Conn[] = [];
    const connect = async () => open.push(await Deno.connect({ hostname: "127.0.0.1", port }));
    for (let made = 0; made < 200; made++) await connect();
    await until("one address to have no place left", async () => {
      // A connection that asks nothing is ended in the end: others take its place.
      await connect();
      return await health("127.0.0.1", port, 20_000) === 429;
    });
    await until("the other to answer", async () => await health("::1", port, 20_000) === 200);
    for (const connection of open) connection.close();
    await until("it to take connections", async () => await health("127.0.0.1", port) === 200);
  },
});

Deno.test({
  name: "a start with too few files says so",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    const { code, stderr } = await runWithFiles(sandbox, 40, ["start"]);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "may open 40 files at once");
    assertStringIncludes(stderr, "ulimit -n");
  },
});
