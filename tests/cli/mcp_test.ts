import { assert, assertEquals, assertMatch } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";

Deno.test("mcp writes messages of the protocol and nothing else, and ends with its input", async () => {
  await using sandbox = await makeSandbox();
  const lines = [
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}',
    '{"jsonrpc":"2.0","method":"notifications/initialized"}',
    "this is no JSON",
    '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"who_waits"}}',
    `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search_events"}}`,
    '{"jsonrpc":"2.0","id":4,"method":"resources/list"}',
    // The last line of a client that is killed has no end.
    '{"jsonrpc":"2.0","id":5,"method":"ping"}',
  ];
  const { code, stdout, stderr } = await sandbox.run(["mcp"], { stdin: lines.join("\r\n") });
  assertEquals([code, stderr], [0, ""]);
  const answers = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  const of = (id: number | null) => answers.find((answer) => answer.id === id);
  assertEquals(answers.length, 6);
  assert(answers.every(({ jsonrpc }) => jsonrpc === "2.0"));
  assertEquals(of(1).result.protocolVersion, "2025-06-18");
  assertEquals(of(null).error.code, -32700);
  assertMatch(of(2).result.content[0].text, /^No server is running\n.*'\S*mpm-monitor start'/s);
  assertEquals(of(3).result.isError, true);
  assertEquals(of(4).error.code, -32601);
  assertEquals(of(5).result, {});
});

Deno.test("mcp refuses a message of more than it reads, and goes on", async () => {
  await using sandbox = await makeSandbox();
  const long = `{"id":1,"method":"ping","params":{"a":"${"x".repeat(17 << 20)}"}}`;
  const stdin = `${long}\n{"id":2,"method":"ping"}\n`;
  const { code, stdout } = await sandbox.run(["mcp"], { stdin });
  assertEquals(code, 0);
  const [refused, answered] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals([refused.id, refused.error.code], [null, -32600]);
  assertEquals(answered, { jsonrpc: "2.0", id: 2, result: {} });
});

Deno.test("mcp ends where there is no input at all", async () => {
  await using sandbox = await makeSandbox();
  const child = sandbox.spawn(["mcp"]);
  const { code } = await child.output();
  assertEquals(code, 0);
});
