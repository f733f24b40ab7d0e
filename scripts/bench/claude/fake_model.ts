/** A model on loopback that lets a real Claude Code play one turn: five files read, and an answer. */

/** How many tools a turn calls, one after the other. */
const CALLS = 5;

interface Message {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text?: string }[];
}

interface Request {
  readonly model: string;
  readonly stream?: boolean;
  readonly tools?: readonly unknown[];
  readonly messages: readonly Message[];
}

const USAGE = {
  input_tokens: 100,
  output_tokens: 10,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
};

/** Starts it; the files that it reads are `0.txt` to `4.txt` in a folder. */
export function startFakeModel(folder: string): Deno.HttpServer<Deno.NetAddr> {
  let count = 0;
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const path = new URL(request.url).pathname;
    if (request.method !== "POST" || path !== "/v1/messages") {
      return Response.json({ input_tokens: 1000 });
    }
    return answer(await request.json(), folder, `msg_${Date.now().toString(36)}${++count}`);
  });
}

function answer(body: Request, folder: string, id: string): Response {
  const calls = callsSoFar(body.messages);
  const isTurn = (body.tools ?? []).length > 0;
  const content = isTurn && calls < CALLS
    ? [{
      type: "tool_use",
      id: `toolu_${id}`,
      name: "Read",
      input: { file_path: `${folder}/${calls}.txt` },
    }]
    : [{ type: "text", text: isTurn ? "All done." : '{"title":"Measured"}' }];
  const stop_reason = content[0]?.type === "tool_use" ? "tool_use" : "end_turn";
  const message = { id, type: "message", role: "assistant", model: body.model, usage: USAGE };
  if (body.stream !== true) return Response.json({ ...message, content, stop_reason });
  const events = [
    { type: "message_start", message: { ...message, content: [], stop_reason: null } },
    ...content.flatMap((block, index) => blockEvents(block, index)),
    { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: USAGE },
    { type: "message_stop" },
  ];
  const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  return new Response(text.join(""), { headers: { "content-type": "text/event-stream" } });
}

function blockEvents(block: Record<string, unknown>, index: number) {
  const isText = block["type"] === "text";
  return [
    {
      type: "content_block_start",
      index,
      content_block: isText ? { type: "text", text: "" } : { ...block, input: {} },
    },
    {
      type: "content_block_delta",
      index,
      delta: isText
        ? { type: "text_delta", text: block["text"] }
        : { type: "input_json_delta", partial_json: JSON.stringify(block["input"]) },
    },
    { type: "content_block_stop", index },
  ];
}

function callsSoFar(messages: readonly Message[]): number {
  return messages.filter(({ role, content }) =>
    role === "user" && Array.isArray(content) &&
    content.some((part: { type: string }) => part.type === "tool_result")
  ).length;
}
