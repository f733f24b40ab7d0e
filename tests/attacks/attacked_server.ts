/**
 * A server in a process of its own, on a port and with a store that are given. For each line of its
 * input it prints how many ms of processor time its main thread took at most without a break since
 * the last one: what others wait for where the machine is free. It ends with its input.
 */
import { bindPort, LOOPBACK } from "../../lib/server/bind.ts";
import { startMonitorServer } from "../../lib/server/monitor_server.ts";
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";

const [port = "0", path = ""] = Deno.args;
const store = await openSqliteStore({ path });
const server = startMonitorServer({
  main: await bindPort(Number(port), LOOPBACK),
  dashboard: null,
  store,
  instance: "attacked",
  secret: crypto.randomUUID(),
  version: "0.0.0-test",
  startedAt: Date.now(),
  onStopRequested: () => {},
  log: () => {},
});

/** Processor time of the main thread, in ms. */
function used(): number {
  const text = Deno.readTextFileSync(`/proc/self/task/${Deno.pid}/schedstat`);
  return Number(text.split(" ")[0]) / 1e6;
}

let longest = 0;
let last = used();
const timer = setInterval(() => {
  const now = used();
  longest = Math.max(longest, now - last);
  last = now;
}, 1);

const print = (text: string) => Deno.stdout.write(new TextEncoder().encode(text));
await print("ready\n");
for await (const _ of Deno.stdin.readable) {
  await print(`${longest}\n`);
  longest = 0;
}
clearInterval(timer);
await server.close("stop");
await store.close();
