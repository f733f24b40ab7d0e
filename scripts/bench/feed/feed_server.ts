/**
 * `feed_server.ts PORT` is the socket side of a monitor alone, on a store that is not there: what is
 * measured is the feed. Standard input drives it: `N` commits N events.
 */
import { Access } from "../../../lib/server/access/access.ts";
import { bindPort } from "../../../lib/server/bind.ts";
import { EventIngestor } from "../../../lib/ingest/event_ingestor.ts";
import { LargeBodies } from "../../../lib/server/emitters/large/large_bodies.ts";
import { createSockets, type SocketParts } from "../../../lib/server/sockets/sockets.ts";
import type { CommitListener } from "../../../lib/store/store.ts";
import { EMPTY_STATE } from "../../../lib/state/mod.ts";
import { readNumbers } from "./read_numbers.ts";
import { sampleEvent } from "./sample_event.ts";

const port = await bindPort(Number(Deno.args[0]), ["127.0.0.1"]);
let last = 0;
const listeners = new Set<CommitListener>();
const store: SocketParts["store"] = {
  id: "bench",
  get last() {
    return last;
  },
  page: () => Promise.resolve({ events: [], last, more: false }),
  onCommit(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
const now = () => Date.now();
const sockets = createSockets({
  policy: { ports: [port.port], hosts: [], anyAddress: false, origins: [] },
  access: new Access({
    policy: { token: null, requireToken: false },
    port: port.port,
    log: () => {},
  }),
  store,
  ingestor: new EventIngestor({ append: () => Promise.resolve([]) }, { now, redact: true }),
  large: new LargeBodies(),
  state: () => Promise.resolve(EMPTY_STATE),
  version: "bench",
  startedAt: now(),
  now,
  log: (line) => Deno.stderr.writeSync(new TextEncoder().encode(`${line}\n`)),
  metrics: {
    countGap: () => Deno.stderr.writeSync(new TextEncoder().encode("A client fell behind\n")),
    countRefused: () => {},
  },
  ownEvents: { tell: () => {} },
});
sockets.attach(port);
port.serve((_request, response) => void response.writeHead(404).end());

for await (const count of readNumbers(Deno.stdin.readable)) {
  const events = Array.from({ length: count }, () => sampleEvent(++last));
  for (const listener of listeners) listener(events);
}
Deno.exit(0);
