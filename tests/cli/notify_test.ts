import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { sign, SIGNATURE_HEADER } from "../../lib/notify/webhook.ts";
import { makeSandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

Deno.test("start --notify tells an address when an agent waits, signed", async () => {
  const heard: { body: string; signature: string | null }[] = [];
  await using receiver = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      heard.push({ body: await request.text(), signature: request.headers.get(SIGNATURE_HEADER) });
      return new Response(null, { status: 204 });
    },
  );
  await using sandbox = await makeSandbox();
  const url = `http://127.0.0.1:${receiver.addr.port}/waits`;
  const env = { MPM_MONITOR_NOTIFY_SECRET: "s3cret" };
  const started = await sandbox.run(["start", "--notify", url], { env });
  assertEquals(started.code, 0, started.stderr);
  const ask = {
    hook_event_name: "PermissionRequest",
    session_id: "s-1",
    cwd: "/home/dev/shop",
    tool_name: "Bash",
    tool_input: { command: "git push" },
  };
  const body = JSON.stringify(ask);
  const hook = `http://127.0.0.1:${sandbox.range.first}/hooks/claude`;
  assertEquals((await fetch(hook, { method: "POST", body })).status, 204);
  const [first] = await until("the notification", () => heard.length > 0 && heard);
  const message = JSON.parse(first?.body ?? "");
  assertEquals(
    [message.event, message.session, message.project, message.kind, message.tool],
    ["waiting", "s-1", "/home/dev/shop", "permission", "Bash"],
  );
  assertEquals(first?.signature, `sha256=${sign("s3cret", first?.body ?? "")}`);
});

Deno.test("start --notify desktop shows what an agent asks, whatever is in it", async () => {
  await using sandbox = await makeSandbox();
  const tools = join(sandbox.folder, "tools");
  const said = join(sandbox.folder, "said");
  await Deno.mkdir(tools);
  await Deno.writeTextFile(
    join(tools, "notify-send"),
    `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word"; done > '${said}.tmp'\nmv '${said}.tmp' '${said}'\n`,
    { mode: 0o755 },
  );
  const env = { PATH: `${tools}:${Deno.env.get("PATH")}` };
  const started = await sandbox.run(["start", "--notify", "desktop", "--no-dashboard"], { env });
  assertEquals(started.code, 0, started.stderr);
  const command = `echo "$(touch x)" '\`id\`' <b>&\n--help`;
  const body = JSON.stringify({
    hook_event_name: "PermissionRequest",
    session_id: "s-1",
    cwd: "/home/dev/-e shop",
    tool_name: "Bash",
    tool_input: { command },
  });
  const hook = `http://127.0.0.1:${sandbox.range.first}/hooks/claude`;
  assertEquals((await fetch(hook, { method: "POST", body })).status, 204);
  const words = await until("the notification", () => Deno.readTextFile(said));
  assertEquals(words.trimEnd().split("\n"), [
    "--app-name=mpm-monitor",
    "--icon=dialog-question",
    "--",
    "e shop asks for permission",
    `Allow Bash: echo "$(touch x)" '\`id\`' &lt;b&gt;&amp; --help`,
  ]);
});

Deno.test("start refuses settings that make no sense", async () => {
  await using sandbox = await makeSandbox();
  for (
    const args of [["--notify", "nowhere"], ["--keep-size", "2"], ["--keep-days", "0"]]
  ) {
    const { code, stderr } = await sandbox.run(["start", ...args]);
    assertEquals(code, 2, stderr);
  }
});
