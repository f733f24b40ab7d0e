import { join } from "@std/path/join";
import { REPOSITORY } from "./shared.ts";

/** One request that a real Claude Code sent. */
export interface RecordedRequest {
  /** ms since the first one. */
  readonly at: number;
  readonly path: string;
  readonly body: unknown;
}

/** Reads what a real Claude Code sent in one of `tests/fixtures/claude_code/`, in order. */
export async function readRecording(name: string): Promise<readonly RecordedRequest[]> {
  const file = join(REPOSITORY, "tests", "fixtures", "claude_code", `${name}.ndjson`);
  const lines = (await Deno.readTextFile(file)).split("\n").filter((line) => line !== "");
  return lines.map((line): RecordedRequest => JSON.parse(line));
}

/**
 * Sends what was recorded to a server, one request after the other, without its pauses.
 *
 * @param url `http://127.0.0.1:PORT`
 * @throws {Error} when one of them is not taken
 */
export async function sendRecording(url: string, requests: readonly RecordedRequest[]) {
  for (const { path, body } of requests) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  }
}
