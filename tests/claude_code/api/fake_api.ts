import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type ModelAnswer, streamEvents, wholeMessage } from "./answer.ts";
import { type Gates, makeGates } from "./gates.ts";
import { type Place, placeOf } from "./place.ts";
import { isJsonObject } from "../../../lib/events/json.ts";
import type { Script, Step } from "./script.ts";
import { type RequestUsage, usageOf } from "./usage.ts";

/** What was answered to one request: the truth that others are measured by. */
export interface Answered extends Place {
  /** `req_…`, which is also in Claude Code's transcripts and telemetry. */
  readonly request: string;
  /** The session that Claude Code says it is, `""` where it does not. */
  readonly session: string;
  readonly model: string;
  /** `null` where it was refused or broken off. */
  readonly usage: RequestUsage | null;
}

/** A Messages API on loopback whose model plays scripts. */
export interface FakeApi extends AsyncDisposable {
  readonly url: string;
  readonly gates: Gates;
  /** All that was answered so far, in the order of its end. */
  readonly log: readonly Answered[];
  /** Requests that are being answered, or wait at a gate. */
  readonly open: ReadonlySet<Place>;
}

/** What the model knows. */
export interface FakeApiOptions {
  readonly scripts: Readonly<Record<string, Script>>;
  /** Put in place of `%DIR%` in what the model says. */
  readonly folder: string;
}

const ASKED_FOR_ITSELF: Readonly<Record<string, Step>> = {
  "#summary": {
    gate: "summary",
    text: "<analysis>Short.</analysis><summary>What was said so far.</summary>",
  },
  "#title": { text: '{"title":"A talk"}' },
  // What the person's own command printed, for one: it names no script.
  "#other": { gate: "other", text: "I have seen it." },
};

/** Starts a {@linkcode FakeApi} on a free port; it ends with its scope. */
export async function startFakeApi({ scripts, folder }: FakeApiOptions): Promise<FakeApi> {
  const gates = makeGates();
  const log: Answered[] = [];
  const open = new Set<Place>();
  // Ids are never given again, also by the next run: who gets them may know duplicates by them.
  const run = crypto.randomUUID().replaceAll("-", "").slice(0, 12);
  let count = 0;

  function stepAt({ script, step }: Place): Step {
    const own = ASKED_FOR_ITSELF[script];
    if (own !== undefined) return own;
    const chosen = scripts[script]?.[step] ?? { text: "All done." };
    const inside = JSON.stringify(folder).slice(1, -1);
    return JSON.parse(JSON.stringify(chosen).replaceAll("%DIR%", inside));
  }

  async function answer(body: Readonly<Record<string, unknown>>, response: ServerResponse) {
    const place = placeOf(body);
    const step = stepAt(place);
    const n = ++count;
    const request = `req_${run}${`${n}`.padStart(6, "0")}`;
    const model = `${body["model"]}`;
    const stream = body["stream"] === true;
    const told: ModelAnswer = { request, model, stream, step, usage: usageOf(n) };
    let usage: RequestUsage | null = null;
    open.add(place);
    try {
      usage = await tell(response, told, gates);
    } finally {
      open.delete(place);
      log.push({ ...place, request, session: sessionOf(body), model, usage });
    }
    response.end();
  }

  const server = createServer((request, response) => void handle(request, response));
  async function handle(request: IncomingMessage, response: ServerResponse) {
    const path = request.url?.split("?")[0] ?? "";
    if (request.method !== "POST" || !path.startsWith("/v1/messages")) {
      return void response.writeHead(request.method === "HEAD" ? 200 : 404).end();
    }
    const body: unknown = JSON.parse(await bodyOf(request));
    if (!isJsonObject(body)) return void response.writeHead(400).end();
    if (!path.endsWith("/count_tokens")) return await answer(body, response);
    response.writeHead(200, JSON_TYPE).end('{"input_tokens":1234}');
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    gates,
    log,
    open,
    async [Symbol.asyncDispose]() {
      gates.openAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const JSON_TYPE = { "content-type": "application/json" };

/**
 * Gives the answer, all but its end; what follows may happen as soon as the other side has that.
 *
 * @returns what it cost; `null` where it is a refusal, or was broken off
 */
async function tell(
  response: ServerResponse,
  told: ModelAnswer,
  gates: Gates,
): Promise<RequestUsage | null> {
  const { step, request, usage } = told;
  const closed = new Promise<void>((resolve) => response.once("close", resolve));
  const pass = () => Promise.race([gates.wait(step.gate ?? ""), closed]);
  if (step.gate !== undefined && step.wordsBeforeGate === undefined) await pass();
  if (response.destroyed) return null;
  response.setHeader("request-id", request);
  if (step.error !== undefined) {
    const [status, type, message] = step.error;
    const error = { type: "error", error: { type, message }, request_id: request };
    response.writeHead(status, JSON_TYPE).write(JSON.stringify(error));
    return null;
  }
  if (!told.stream) {
    response.writeHead(200, JSON_TYPE).write(JSON.stringify(wholeMessage(told)));
    return usage;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of streamEvents(told)) {
    if (event === "gate") await pass();
    else response.write(`event: ${event["type"]}\ndata: ${JSON.stringify(event)}\n\n`);
    if (response.destroyed) return null;
  }
  return usage;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return await new Blob(chunks as BlobPart[]).text();
}

/** Claude Code hides its session in the request's `metadata.user_id`. */
function sessionOf(body: Readonly<Record<string, unknown>>): string {
  const metadata = body["metadata"];
  const user = isJsonObject(metadata) ? `${metadata["user_id"]}` : "";
  return /"session_id":"([^"]+)"|session_([0-9a-f-]{36})/.exec(user)?.slice(1).find(Boolean) ?? "";
}
