import { endSignal } from "../../daemon/signals.ts";
import { lineParts } from "../../ingest/line_batches.ts";
import { McpServer } from "../../mcp/mcp_server.ts";
import { PRODUCT, VERSION } from "../../version.ts";
import { UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { portOption } from "../core/settings.ts";
import { localSource } from "../mcp/local_source.ts";
import { INSTRUCTIONS, monitorTools } from "../mcp/tools.ts";

/** Bytes of one message. Of a longer one nobody knows which call it is, so its answer names none. */
const MAX_MESSAGE = 16 << 20;

/** `mcp`: the tools by which a model asks about sessions, events and cost. */
export const mcp: Command = {
  name: "mcp",
  summary: "Let a model ask, as an MCP server on standard input",
  options: [{ name: "port", value: "PORT", summary: "Server to ask; the first unless given" }],
  examples: [
    "mpm-monitor mcp",
    "mpm-monitor mcp --port 8765",
  ],
  async run({ options, write }) {
    const server = new McpServer({
      name: PRODUCT,
      version: VERSION,
      instructions: INSTRUCTIONS,
      tools: monitorTools(localSource(portOption(options, "port"))),
      send: (message) => void write(`${message}\n`),
    });
    using ending = endSignal();
    await Promise.race([answerAll(server), ending.received]);
    return 0;
  },
};

/** Answers the client's lines until it closes its end. */
async function answerAll(server: McpServer): Promise<void> {
  try {
    for await (const part of lineParts(Deno.stdin.readable, MAX_MESSAGE)) {
      if ("long" in part) server.refuseLine(MAX_MESSAGE);
      else part.lines.forEach((line) => server.receive(line));
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new UserError("The client sent a message that does not end", {
      code: "failed",
      reason: cause.message,
      hint: "Start the client anew",
      cause,
    });
  }
  await server.settled();
}
