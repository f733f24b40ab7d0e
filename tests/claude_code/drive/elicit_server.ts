/** A small MCP server over standard input and output whose tool `ask` shows a form. */
const FORM = {
  message: "What is your name?",
  requestedSchema: {
    type: "object",
    properties: { name: { type: "string", title: "Name" } },
    required: ["name"],
  },
};
const TOOL = {
  name: "ask",
  description: "Asks the person for a name",
  inputSchema: { type: "object", properties: {} },
};

if (import.meta.main) await serve();

async function serve(): Promise<void> {
  let asking: unknown = null;
  let rest = "";
  for await (const piece of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${piece}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const { id, method, params, result } = JSON.parse(line);
      if (method === "initialize") {
        const serverInfo = { name: "elicit", version: "1.0.0" };
        const { protocolVersion } = params;
        await send({ id, result: { protocolVersion, capabilities: { tools: {} }, serverInfo } });
      } else if (method === "tools/list") {
        await send({ id, result: { tools: [TOOL] } });
      } else if (method === "tools/call") {
        asking = id;
        await send({ id: "form", method: "elicitation/create", params: FORM });
      } else if (id === "form") {
        const text = `Answer: ${JSON.stringify(result)}`;
        await send({ id: asking, result: { content: [{ type: "text", text }] } });
      } else if (id !== undefined && method !== undefined) {
        await send({ id, result: {} });
      }
    }
  }
}

async function send(message: Readonly<Record<string, unknown>>): Promise<void> {
  const line = `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`;
  await Deno.stdout.write(new TextEncoder().encode(line));
}
