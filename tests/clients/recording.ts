/** One recorded HTTP request; fixtures hold one as a file or one a line. */
export interface RecordedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, to be sent as it is. */
  readonly raw: string;
}

/** Headers that belong to the recorded connection, not to the request. */
const OF_THE_CONNECTION = new Set(["accept-encoding", "connection", "content-length", "host"]);

/** Reads the recorded HTTP requests of a file: `*.ndjson`, or `*.json` with a single one. */
export async function readRecording(path: string): Promise<RecordedRequest[]> {
  const text = await Deno.readTextFile(path);
  const parts = path.endsWith(".json") ? [text] : text.split("\n").filter((line) => line !== "");
  return parts.map((part): unknown => JSON.parse(part)).filter(isRecordedRequest);
}

/** Sends a recorded request, its body byte for byte. */
export async function sendRecorded(
  url: string,
  request: RecordedRequest,
): Promise<{ readonly status: number; readonly body: string }> {
  const headers = Object.entries(request.headers)
    .filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()));
  const response = await fetch(`${url}${request.path}`, {
    method: request.method,
    headers,
    ...(request.raw === "" ? {} : { body: request.raw }),
  });
  return { status: response.status, body: await response.text() };
}

function isRecordedRequest(value: unknown): value is RecordedRequest {
  return typeof value === "object" && value !== null && "raw" in value &&
    typeof value.raw === "string" && "path" in value && "headers" in value;
}
