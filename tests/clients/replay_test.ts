import { assert, assertEquals } from "@std/assert";
import { walk } from "@std/fs/walk";
import { testWithRecordings } from "../support/shared.ts";
import { readRecording, type RecordedRequest, sendRecorded } from "./recording.ts";
import { startServer } from "./server.ts";

testWithRecordings(
  "claude-mpm",
  "recorded posts of claude-mpm are answered as by its own server or better",
  replay,
);

async function replay(folder: string): Promise<void> {
  const golden = await readGolden(`${folder}/upstream-golden.ndjson`);
  const requests = await readAll(folder);
  assert(requests.length > 500);
  await using server = await startServer();
  const worse: string[] = [];
  const lost: string[] = [];
  const identities = new Set<string>();
  let last = 0;
  for (const request of requests) {
    const answer = await sendRecorded(server.url, request);
    if (!isAtLeastAsGood(request, answer, golden.get(request.id))) {
      worse.push(`${request.id}: ${golden.get(request.id)} became ${answer.status}`);
    }
    const stored = await server.events(last);
    last = stored.last;
    if (!isEvent(request)) continue;
    const known = identitiesOf(request.raw).filter((identity) => identities.has(identity));
    if (stored.events.length === 0 && known.length === 0) lost.push(request.id);
    for (const identity of identitiesOf(request.raw)) identities.add(identity);
  }
  assertEquals(worse, []);
  assertEquals(lost, []);
}

/** Whether it has to be stored: a JSON object on the route that takes them. */
function isEvent(request: RecordedRequest): boolean {
  return request.method === "POST" && request.path === "/api/events" &&
    parsedObject(request.raw) !== null;
}

/** What may make a later post a duplicate of this one: the same bytes, or the same use of a tool. */
function identitiesOf(raw: string): string[] {
  return [raw, ...Array.from(raw.matchAll(/"tool_use_id": ?"([^"]+)"/g), (match) => match[0])];
}

function parsedObject(raw: string): object | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

async function readAll(folder: string): Promise<RecordedRequest[]> {
  const paths: string[] = [];
  const match = [/[/\\]http-[^/\\]*\.ndjson$/, /[/\\]edge[/\\][^/\\]*\.json$/];
  for await (const entry of walk(folder, { match, includeDirs: false })) paths.push(entry.path);
  return (await Promise.all(paths.sort().map(readRecording))).flat();
}

async function readGolden(path: string): Promise<Map<string, number>> {
  const lines = (await Deno.readTextFile(path)).split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => {
    // The recorder wrote what it saw, NaN included, which is not JSON.
    const json = line.replaceAll(/\bNaN\b|-?\bInfinity\b/g, "null");
    const { id, status } = JSON.parse(json) as { id: string; status?: number };
    return [id, status ?? 0];
  }));
}

/** Their server loses events that its emitters really send with a 500; ours may refuse with 4xx. */
function isAtLeastAsGood(
  request: RecordedRequest,
  answer: { readonly status: number; readonly body: string },
  golden = 204,
): boolean {
  if (isEvent(request)) return answer.status === 204 && answer.body === "";
  if (golden === 204) return answer.status === 204;
  return answer.status < 500;
}
