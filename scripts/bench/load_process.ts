/**
 * One load, in a process of its own so that it can be kept to one core. Takes {@linkcode Load} as
 * JSON, prints what it came to as JSON.
 */
import { connectFeedClient } from "../../tests/support/wire/feed_client.ts";
import { type LoadResult, pacedLoad, postLoad } from "./post_load.ts";
import { sampleHook } from "./sample.ts";

/** What to load a server with. */
export type Load =
  | { kind: "posts"; port: number; from: number; seconds: number; connections: number }
  | { kind: "batches"; port: number; from: number; seconds: number; connections: number }
  | { kind: "paced"; port: number; from: number; seconds: number; perSecond: number }
  | { kind: "dashboards"; port: number; count: number };

/** Lines of one batch. */
export const BATCH = 1000;

async function main(load: Load): Promise<void> {
  const hook = (n: number) => JSON.stringify(sampleHook(n));
  if (load.kind === "dashboards") {
    const url = `http://127.0.0.1:${load.port}`;
    for (let n = 0; n < load.count; n++) {
      const client = await connectFeedClient(url, { query: { client: "dashboard" } });
      // A dashboard keeps what it shows, and no more.
      client.socket.on("events", () => void (client.batches as unknown[]).splice(0));
      await client.subscribe({});
    }
    print({ connected: load.count });
    await new Promise(() => {});
  } else if (load.kind === "paced") {
    print(await pacedLoad({ ...load, body: (n) => hook(load.from + n) }));
  } else {
    const isBatch = load.kind === "batches";
    const lines = (n: number) =>
      Array.from({ length: BATCH }, (_, k) => hook(load.from + n * BATCH + k)).join("\n");
    const result: LoadResult = await postLoad({
      ...load,
      path: isBatch ? "/api/events" : "/hooks/claude",
      contentType: isBatch ? "application/x-ndjson" : "application/json",
      body: isBatch ? lines : (n) => hook(load.from + n),
    });
    print(result);
  }
}

function print(result: object): void {
  // deno-lint-ignore no-console -- the output of a script
  console.log(JSON.stringify(result));
}

if (import.meta.main) await main(JSON.parse(Deno.args[0] ?? ""));
