import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A hook that came. */
export interface HeldHook {
  readonly event: string;
  readonly tool: string;
  /** The sub-agent's id; `""` for the main agent. */
  readonly agent: string;
  /** ms since the server's start. */
  readonly came: number;
  /** When the connection ended, and who ended it; `null` while it is held. */
  ended: { readonly at: number; readonly by: "answer" | "client" } | null;
  /** Answers it: with a decision, or with nothing. */
  answer(decision?: "allow" | "deny"): void;
}

/** A server for hooks that answers all at once but PermissionRequest, which it holds. */
export interface HoldServer extends AsyncDisposable {
  readonly url: string;
  /** All that came, in order. */
  readonly hooks: readonly HeldHook[];
  /** ms since the server's start. */
  now(): number;
}

/** Starts a {@linkcode HoldServer} on a free port. */
export async function startHoldServer(): Promise<HoldServer> {
  const begun = performance.now();
  const now = () => Math.round(performance.now() - begun);
  const hooks: HeldHook[] = [];

  async function take(request: IncomingMessage, response: ServerResponse) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(await new Blob(chunks as BlobPart[]).text());
    const event = `${body.hook_event_name}`;
    const hook: HeldHook = {
      event,
      tool: `${body.tool_name ?? body.notification_type ?? ""}`,
      agent: `${body.agent_id ?? ""}`,
      came: now(),
      ended: null,
      answer(decision) {
        if (decision === undefined) return void response.writeHead(204).end();
        const hookSpecificOutput = { hookEventName: event, decision: { behavior: decision } };
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ hookSpecificOutput }));
      },
    };
    response.on("close", () => {
      hook.ended = { at: now(), by: response.writableEnded ? "answer" : "client" };
    });
    hooks.push(hook);
    if (event !== "PermissionRequest") hook.answer();
  }

  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    hooks,
    now,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
