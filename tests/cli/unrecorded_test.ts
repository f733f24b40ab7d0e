import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { skippedName, testWithPackages } from "../support/need.ts";
import { isPortFree } from "../support/ports.ts";
import { startPython } from "./python_program.ts";
import { serversOf } from "./status_json.ts";

for (const broken of ['{"pid":', null]) {
  const what = broken === null ? "gone" : "broken";
  Deno.test(`a server whose record is ${what} is named, and ended by stop --force`, async () => {
    await using sandbox = await makeSandbox();
    const { first } = sandbox.range;
    await sandbox.run(["start"]);
    const pid = (await serversOf(sandbox))[0]?.pid;
    const record = `${sandbox.home}/instances/${first}.json`;
    if (broken === null) await Deno.remove(record);
    else await Deno.writeTextFile(record, broken);

    const status = await sandbox.run(["status"]);
    assertEquals(status.code, 3);
    const line = `Port ${first}: an mpm-monitor without a record here answers (PID ${pid})`;
    assertStringIncludes(status.stdout, line);
    const doctor = await sandbox.run(["doctor"]);
    assertStringIncludes(doctor.stdout, `(PID ${pid},`);
    assertStringIncludes(doctor.stdout, `mpm-monitor stop --port ${first} --force`);
    const all = await sandbox.run(["stop"]);
    assertEquals([all.code, await isPortFree(first)], [0, false]);
    assertStringIncludes(all.stderr, line);
    const named = await sandbox.run(["stop", "--port", `${first}`]);
    assertEquals([named.code, await isPortFree(first)], [3, false]);
    assertStringIncludes(named.stderr, `(PID ${pid},`);
    const sent = await sandbox.run(["send", "--port", `${first}`, "--type", "x", "--json", "{}"]);
    assertEquals(sent.code, 3);
    assertStringIncludes(sent.stderr, line);

    const forced = await sandbox.run(["stop", "--port", `${first}`, "--force"]);
    assertEquals(forced.code, 0, forced.stderr);
    assertStringIncludes(forced.stdout, `Server on port ${first} stopped successfully`);
    assertEquals(await isPortFree(first), true);
    assertEquals((await sandbox.run(["status"])).stdout.includes(`${first}`), false);
    const again = await sandbox.run(["start", "--port", `${first}`]);
    assertEquals(again.code, 0, again.stderr);
  });
}

Deno.test("stop --port says who is there instead of a server", async () => {
  await using sandbox = await makeSandbox();
  const { first, last } = sandbox.range;
  await sandbox.run(["start"]);
  using _other = Deno.listen({ hostname: "127.0.0.1", port: last });
  for (const force of [[], ["--force"]]) {
    const foreign = await sandbox.run(["stop", "--port", `${last}`, ...force]);
    assertEquals(foreign.code, 3);
    assertMatch(foreign.stderr, /Reason: It is held by .*\(PID \d+, user .+\), another program/);
    const dashboard = await sandbox.run(["stop", "--port", `${first + 1}`, ...force]);
    assertEquals(dashboard.code, 3);
    assertStringIncludes(dashboard.stderr, `Use 'mpm-monitor stop --port ${first}'`);
  }
  assertEquals((await serversOf(sandbox)).map(({ state }) => state), ["healthy"]);
});

const ANSWER = `
import http.server, json
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"product": "mpm-monitor", "instance": "x", "port": port}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
`;

const OTHER_USER = "stop --port tells a server of another user";

// Only root can make one.
if (Deno.uid() === 0) testWithPackages(["python3"], OTHER_USER, tellsOtherUser);
else Deno.test({ name: skippedName(OTHER_USER, ["root"]), ignore: true, fn: tellsOtherUser });

async function tellsOtherUser(): Promise<void> {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  await using other = await startPython(ANSWER, first, [
    "setpriv",
    "--reuid=65534",
    "--clear-groups",
  ]);
  for (const force of [[], ["--force"]]) {
    const { code, stderr } = await sandbox.run(["stop", "--port", `${first}`, ...force]);
    assertEquals(code, 5, stderr);
    assertMatch(
      stderr,
      new RegExp(`\\(PID ${other.pid}, user nobody\\).*it belongs to another user`),
    );
  }
  assertEquals(await isPortFree(first), false);
}

testWithPackages(
  ["python3"],
  "start --force ends the holder and nobody whom it names itself after",
  async () => {
    await using sandbox = await makeSandbox();
    const { first } = sandbox.range;
    const victim = new Deno.Command("sleep", { args: ["300"] }).spawn();
    try {
      await using holder = await startPython(
        `
import ctypes, socket, time
ctypes.CDLL(None).prctl(15, b"x,pid=${victim.pid},f", 0, 0, 0)
listener = socket.socket()
listener.bind(("127.0.0.1", port))
listener.listen()
print("ready", flush=True)
time.sleep(300)
`,
        first,
      );
      const { code, stderr } = await startByForce(sandbox);
      assertEquals(code, 0, stderr);
      assertStringIncludes(stderr, `(PID ${holder.pid},`);
      assertEquals(stderr.includes(`(PID ${victim.pid}`), false, stderr);
      assertEquals(await holder.ended, "SIGTERM");
    } finally {
      // Fails when it has ended before.
      victim.kill("SIGKILL");
      await victim.status;
    }
  },
);

function startByForce(sandbox: Sandbox) {
  return sandbox.run(["start", "--port", `${sandbox.range.first}`, "--force"]);
}
