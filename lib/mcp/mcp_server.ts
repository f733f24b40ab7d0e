import type { Json, JsonObject } from "../events/event.ts";
import { field, isJsonObject, objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import { inputSchema } from "./argument_spec.ts";
import { callTool } from "./call_tool.ts";
import type { Tool } from "./tool.ts";

/** Releases of the protocol that are spoken, the newest first. */
export const PROTOCOL_VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"] as const;

/** Calls that are worked on at once; who sends more at a time is told so. */
const MAX_OPEN = 32;

/** Codes of JSON-RPC 2.0. */
const CODES = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  busy: -32000,
} as const;

/** What a server of the Model Context Protocol is made of. */
export interface McpServerOptions {
  readonly name: string;
  readonly version: string;
  /** What clients tell their model about all tools together. */
  readonly instructions: string;
  readonly tools: readonly Tool[];
  /** Takes one message, without the line's end. */
  readonly send: (message: string) => void;
}

type RequestId = string | number;

/**
 * The Model Context Protocol on lines of JSON: `initialize`, `ping`, `tools/list`, `tools/call` and
 * cancelling. Knows nothing of what the tools do, nor of where lines come from.
 */
export class McpServer {
  readonly #options: McpServerOptions;
  readonly #open = new Map<RequestId, AbortController>();
  readonly #running = new Set<Promise<void>>();

  constructor(options: McpServerOptions) {
    this.#options = options;
  }

  /** Takes one line of the client. Answers are sent when they are ready, not in the lines' order. */
  receive(line: string): void {
    if (line.trim() === "") return;
    let message: Json;
    try {
      message = JSON.parse(line);
    } catch {
      return this.#fail(null, CODES.parse, "The line is no JSON");
    }
    this.#handle(message);
  }

  /** Says that a line was too long to be read. */
  refuseLine(most: number): void {
    this.#fail(null, CODES.request, `A message may have ${most} bytes`);
  }

  /** Resolves when every call has its answer. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #handle(message: Json): void {
    if (!isJsonObject(message)) {
      return this.#fail(null, CODES.request, "A message is one JSON object");
    }
    const method = field(message, "method");
    const id = field(message, "id");
    const isAnswer = method === undefined && (Object.hasOwn(message, "result") ||
      Object.hasOwn(message, "error"));
    // We ask clients for nothing, so no answer of theirs is awaited.
    if (isAnswer) return;
    if (typeof method !== "string") {
      return this.#fail(isId(id) ? id : null, CODES.request, 'A message needs a "method"');
    }
    const params = objectIn(message, "params");
    if (id === undefined) return this.#notice(method, params);
    if (!isId(id)) return this.#fail(null, CODES.request, '"id" must be a text or a whole number');
    this.#request(id, method, params);
  }

  #notice(method: string, params: JsonObject): void {
    if (method !== "notifications/cancelled") return;
    const id = field(params, "requestId");
    if (!isId(id)) return;
    this.#open.get(id)?.abort();
    this.#open.delete(id);
  }

  #request(id: RequestId, method: string, params: JsonObject): void {
    switch (method) {
      case "initialize":
        return this.#answer(id, this.#greeting(params));
      case "ping":
        return this.#answer(id, {});
      case "tools/list":
        return this.#answer(id, { tools: this.#options.tools.map(toolEntry) });
      case "tools/call":
        return this.#call(id, params);
      default:
        return this.#fail(id, CODES.method, `There is no method "${oneLine(method, 60)}"`);
    }
  }

  #greeting(params: JsonObject): JsonObject {
    const { name, version, instructions } = this.#options;
    const wanted = textIn(params, "protocolVersion");
    return {
      protocolVersion: PROTOCOL_VERSIONS.find((known) => known === wanted) ?? PROTOCOL_VERSIONS[0],
      capabilities: { tools: {} },
      serverInfo: { name, version },
      instructions,
    };
  }

  #call(id: RequestId, params: JsonObject): void {
    const name = textIn(params, "name") ?? "";
    const tool = this.#options.tools.find((each) => each.name === name);
    if (tool === undefined) {
      const known = this.#options.tools.map((each) => each.name).join(", ");
      const message = `There is no tool "${oneLine(name, 60)}": use ${known}`;
      return this.#fail(id, CODES.params, message);
    }
    if (this.#open.has(id)) {
      return this.#fail(id, CODES.request, "A call with this id has no answer yet");
    }
    if (this.#running.size >= MAX_OPEN) {
      return this.#fail(id, CODES.busy, `${MAX_OPEN} calls have no answer yet: wait for these`);
    }
    const controller = new AbortController();
    this.#open.set(id, controller);
    const running = callTool(tool, field(params, "arguments"), controller.signal).then((result) => {
      if (controller.signal.aborted) return;
      this.#open.delete(id);
      this.#answer(id, result);
    });
    this.#running.add(running);
    void running.finally(() => this.#running.delete(running));
  }

  #answer(id: RequestId, result: JsonObject): void {
    this.#options.send(JSON.stringify({ jsonrpc: "2.0", id, result }));
  }

  #fail(id: RequestId | null, code: number, message: string): void {
    this.#options.send(JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } }));
  }
}

function isId(id: Json | undefined): id is RequestId {
  return (typeof id === "string" && id.length <= MAX_ID) || Number.isSafeInteger(id);
}

const MAX_ID = 200;

function toolEntry({ name, title, description, arguments: specs }: Tool): JsonObject {
  return {
    name,
    title,
    description,
    inputSchema: inputSchema(specs),
    annotations: { title, readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  };
}
