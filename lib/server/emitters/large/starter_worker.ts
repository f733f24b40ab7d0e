/**
 * The thread that starts and ends the thread of large bodies. Whoever starts a thread is held until
 * it is up, on a busy machine for some 100 ms: here nobody waits for that. A compiled binary must
 * be given this file, since nothing imports it.
 */
import type { StarterRequest } from "./protocol.ts";

let thread: Worker | undefined;

self.onmessage = ({ data, ports }: MessageEvent<StarterRequest>) => {
  thread?.terminate();
  thread = undefined;
  const [port] = ports;
  if (data === "end" || port === undefined) return;
  const started = new Worker(new URL("./body_worker.ts", import.meta.url), {
    type: "module",
    name: "bodies",
  });
  started.onerror = (event) => {
    event.preventDefault();
    if (thread === started) thread = undefined;
    self.postMessage(event.message);
  };
  started.postMessage(null, [port]);
  thread = started;
};
