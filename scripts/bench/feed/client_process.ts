import { fromFileUrl } from "@std/path/from-file-url";
import { linesOf } from "./lines_of.ts";
import type { Heard } from "./clients.ts";

/** Clients in a process of their own. */
export interface ClientProcess {
  /** Events that every one of its raw clients has got. */
  readonly progress: number;
  /** Ends them; `null` of raw clients of which none was cut off. */
  end(): Promise<Heard | null>;
}

/** Starts clients and waits until all are connected. */
export async function startClients(
  port: number,
  kind: "raw" | "bare" | "real",
  count: number,
  onProgress: (events: number) => void = () => {},
): Promise<ClientProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-q",
      "-A",
      fromFileUrl(new URL("clients.ts", import.meta.url)),
      ...[port, kind, count].map(String),
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const ready = Promise.withResolvers<void>();
  let progress = 0;
  let heard: Heard | null = null;
  const lines = (async () => {
    for await (const line of linesOf(child.stdout)) {
      if (line === "ready") ready.resolve();
      else if (line.startsWith("{")) heard = JSON.parse(line);
      else if (line.startsWith("closed")) throw new Error(`Clients were cut off: ${line}`);
      else onProgress(progress = Number(line));
    }
    ready.reject(new Error("The clients ended early"));
  })();
  ready.promise.catch(() => {});
  lines.catch(ready.reject);
  await ready.promise;
  return {
    get progress() {
      return progress;
    },
    async end() {
      await child.stdin.close();
      await lines;
      await child.status;
      return heard;
    },
  };
}
