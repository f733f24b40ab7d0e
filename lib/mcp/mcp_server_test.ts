import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { UserError } from "../user_error.ts";
import { McpServer, PROTOCOL_VERSIONS } from "./mcp_server.ts";
import type { Tool } from "./tool.ts";

const ECHO: Tool = {
  name: "echo",
  title: "Echo",
  description: "Says it again",
  arguments: {
    text: { type: "string", description: "What", required: true },
    times: { type: "integer", low: 1, high: 9, description: "How often" },
  },
  call: (args) =>
    Promise.resolve({ said: args.text("text")?.repeat(args.integer("times") ?? 1) ?? "" }),
};

const BROKEN: Tool = {
  ...ECHO,
  name: "broken",
  arguments: {},
  call: () =>
    Promise.reject(
      new UserError("No server is running", {
        code: "notRunning",
        hint: "Start one",
        reason: "Gone",
      }),
    ),
};

function serve(...more: readonly Tool[]) {
  const sent: string[] = [];
  const server = new McpServer({
    name: "test",
    version: "1",
    instructions: "Read",
    tools: [ECHO, BROKEN, ...more],
    send: (message) => sent.push(message),
  });
  return {
    server,
    sent,
    async ask(message: unknown): Promise<ReturnType<typeof JSON.parse>> {
      const before = sent.length;
      server.receive(typeof message === "string" ? message : JSON.stringify(message));
      await server.settled();
      assertEquals(sent.length, before + 1);
      return JSON.parse(sent[before] ?? "");
    },
  };
}

function call(id: number, name: string, args?: unknown) {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: args } };
}

Deno.test("McpServer greets in the client's release of the protocol, else in its newest", async () => {
  const { ask } = serve();
  for (const [wanted, given] of [...PROTOCOL_VERSIONS.map((v) => [v, v]), ["1999-01-01"], []]) {
    const { id, result } = await ask({
      jsonrpc: "2.0",
      id: "a",
      method: "initialize",
      params: { protocolVersion: wanted },
    });
    assertEquals([id, result.protocolVersion], ["a", given ?? PROTOCOL_VERSIONS[0]]);
    assertEquals(result.serverInfo, { name: "test", version: "1" });
  }
  assertEquals((await ask({ jsonrpc: "2.0", id: 0, method: "ping" })).result, {});
});

Deno.test("McpServer lists tools as read only, with schemas that allow nothing else", async () => {
  const { result: { tools: [echo] } } = await serve().ask({ id: 1, method: "tools/list" });
  assertEquals(echo.inputSchema, {
    type: "object",
    properties: {
      text: { type: "string", description: "What" },
      times: { type: "integer", description: "How often", minimum: 1, maximum: 9 },
    },
    required: ["text"],
    additionalProperties: false,
  });
  assertEquals(echo.annotations.readOnlyHint, true);
});

Deno.test("McpServer calls a tool, and makes a result of what it could not do", async () => {
  const { ask } = serve();
  const { result } = await ask(call(1, "echo", { text: "a\u202eb\u0007", times: "2" }));
  assertEquals(result.structuredContent, { said: "a<U+202E>b<U+0007>a<U+202E>b<U+0007>" });
  assertEquals(JSON.parse(result.content[0].text), result.structuredContent);
  const failed = (await ask(call(2, "broken"))).result;
  assertEquals(failed.isError, true);
  assertEquals(failed.content[0].text, "No server is running\nReason: Gone\nWhat to do: Start one");
  for (
    const [args, words] of [
      [[], "a JSON object"],
      [{}, '"text" is missing'],
      [{ text: null }, '"text" is missing'],
      [{ text: 7 }, '"text" must be a text, and is 7'],
      [{ text: "a", times: 10 }, "from 1 to 9"],
      [{ text: "a", times: 1.5 }, "from 1 to 9"],
      [{ text: "a", constructor: 1 }, 'no argument "constructor": use text, times'],
      ['{"text":"a"}', "a JSON object"],
      [{ text: "x".repeat(5_000) }, "4000 characters"],
    ] as const
  ) {
    const { result } = await ask(call(3, "echo", args));
    assertEquals(result.isError, true);
    assertStringIncludes(result.content[0].text, words);
  }
});

Deno.test("McpServer answers what is no request of the protocol with an error that names it", async () => {
  const { ask } = serve();
  for (
    const [message, code, id] of [
      ["{", -32700, null],
      ['"text"', -32600, null],
      ["[]", -32600, null],
      ["null", -32600, null],
      ["{}", -32600, null],
      ['{"id":4}', -32600, 4],
      ['{"id":4,"method":7}', -32600, 4],
      ['{"id":{},"method":"ping"}', -32600, null],
      ['{"id":null,"method":"ping"}', -32600, null],
      ['{"id":1.5,"method":"ping"}', -32600, null],
      ['{"id":5,"method":"server/discover"}', -32601, 5],
      ['{"id":5,"method":"constructor"}', -32601, 5],
      ['{"id":6,"method":"tools/call"}', -32602, 6],
      ['{"id":6,"method":"tools/call","params":[]}', -32602, 6],
      ['{"id":7,"method":"tools/call","params":{"name":"toString"}}', -32602, 7],
    ] as const
  ) {
    const answer = await ask(message);
    assertEquals([answer.error.code, answer.id], [code, id], message);
  }
  const { error } = await ask(call(8, "ekho\n"));
  assertMatch(error.message, /^There is no tool "ekho": use echo, broken$/);
});

Deno.test("McpServer keeps silent about notifications, answers and empty lines", async () => {
  const { server, sent } = serve();
  for (
    const line of [
      "",
      "  ",
      '{"method":"notifications/initialized"}',
      '{"method":"no/such"}',
      '{"method":"notifications/cancelled","params":{"requestId":{}}}',
      '{"id":1,"result":{}}',
      '{"id":1,"error":{"code":1,"message":""}}',
    ]
  ) server.receive(line);
  await server.settled();
  assertEquals(sent, []);
});

Deno.test("McpServer drops the answer to a call that was cancelled, and tells the tool", async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<AbortSignal>();
  const slow: Tool = {
    ...ECHO,
    name: "slow",
    arguments: {},
    call: (_args, signal) => {
      open(signal);
      return new Promise((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      );
    },
  };
  const { server, sent, ask } = serve(slow);
  server.receive(JSON.stringify(call(1, "slow")));
  const signal = await opened;
  server.receive(JSON.stringify(call(1, "slow")));
  assertEquals(JSON.parse(sent.pop() ?? "").error.code, -32600);
  const cancel = { method: "notifications/cancelled", params: { requestId: 1 } };
  server.receive(JSON.stringify(cancel));
  await server.settled();
  assert(signal.aborted);
  assertEquals(sent, []);
  assertEquals((await ask(call(1, "echo", { text: "a" }))).result.structuredContent, { said: "a" });
});

Deno.test("McpServer refuses more calls at once than it works on", async () => {
  const { promise, resolve } = Promise.withResolvers<Record<string, never>>();
  const slow: Tool = { ...ECHO, name: "slow", arguments: {}, call: () => promise };
  const { server, sent } = serve(slow);
  for (let id = 0; id < 40; id++) server.receive(JSON.stringify(call(id, "slow")));
  assertEquals(sent.map((line) => JSON.parse(line).error.code), Array(8).fill(-32000));
  resolve({});
  await server.settled();
  assertEquals(sent.length, 40);
});
