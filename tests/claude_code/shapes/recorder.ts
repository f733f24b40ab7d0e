import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { isJsonObject } from "../../../lib/events/json.ts";
import { list } from "../api/request.ts";
import type { ShapeGatherer } from "./shape.ts";

/** A server that takes whatever Claude Code sends, and gathers its shape. */
export interface Recorder extends AsyncDisposable {
  readonly url: string;
  /** Bodies that could not be understood. */
  readonly failures: readonly string[];
}

/** Fields of hooks whose values are a few words, which are worth to be known. */
const WORDS = ["notification_type", "reason", "source", "trigger", "permission_mode", "error"];

/** Starts a {@linkcode Recorder} on a free port. */
export async function startRecorder(gatherer: ShapeGatherer): Promise<Recorder> {
  const failures: string[] = [];

  async function take(request: IncomingMessage, response: ServerResponse) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
    const isZipped = request.headers["content-encoding"] === "gzip";
    try {
      const text = new TextDecoder().decode(isZipped ? gunzipSync(bytes) : bytes);
      gather(request.url ?? "", JSON.parse(text), gatherer);
    } catch (error) {
      failures.push(`${request.url}: ${error}`);
    }
    const isHook = request.url === "/hook";
    if (isHook) response.writeHead(204).end();
    else response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }

  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    failures,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function gather(path: string, body: unknown, gatherer: ShapeGatherer): void {
  if (!isJsonObject(body)) return;
  if (path === "/hook") {
    const owner = `hook ${body["hook_event_name"]}`;
    gatherer.add(owner, body);
    for (const name of WORDS) {
      if (typeof body[name] === "string") gatherer.addName(owner, `${name}=${body[name]}`);
    }
  } else if (path === "/statusline") gatherer.add("status line", body);
  else if (path === "/v1/logs") {
    for (const record of insideOf(body, ["resourceLogs", "scopeLogs", "logRecords"])) {
      const attributes = attributesOf(record);
      const owner = `telemetry ${attributes.get("event.name")}`;
      for (const key of attributes.keys()) gatherer.addName(owner, key);
    }
  } else if (path === "/v1/metrics") {
    for (const metric of insideOf(body, ["resourceMetrics", "scopeMetrics", "metrics"])) {
      const points = isJsonObject(metric["sum"]) ? list(metric["sum"]["dataPoints"]) : [];
      for (const point of points.filter(isJsonObject)) {
        const owner = `metric ${metric["name"]}`;
        for (const key of attributesOf(point).keys()) gatherer.addName(owner, key);
      }
    }
  }
}

/** What lies in lists within lists, by their names. */
function insideOf(
  body: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>>[] {
  return names.reduce(
    (outer, name) => outer.flatMap((each) => list(each[name]).filter(isJsonObject)),
    [body],
  );
}

function attributesOf(record: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(
    list(record["attributes"]).filter(isJsonObject).map(({ key, value }) => {
      const text = isJsonObject(value) ? value["stringValue"] : undefined;
      return [`${key}`, text];
    }),
  );
}
