import { io } from "socket.io-client";
import type { EmitReply } from "../../../lib/contract/socket.ts";
import { makeSandbox } from "../../../tests/support/cli.ts";
import { costOf, quantiles } from "./figures.ts";

/** Clients that emit events as claude-mpm's do, as fast as they are acknowledged. */
export interface Emitters {
  readonly seconds: number;
  readonly clients: number;
}

/** Events that an emitter sends before it waits for an acknowledgement. */
const WINDOW = 100;
/** A client beside them emits one event in so many ms: how long does it wait? */
const QUIET_MS = 25;

/** Measures acknowledged, stored events a second, and what a client that sends little waits. */
export async function measureEmitters(
  { seconds, clients }: Emitters,
  say: (line: string) => void,
): Promise<void> {
  await using sandbox = await makeSandbox();
  const started = await sandbox.run(["start", "--json"]);
  if (started.code !== 0) throw new Error(started.stderr);
  const { server }: { server: { pid: number; port: number } } = JSON.parse(started.stdout);
  const connect = () => {
    const options = { transports: ["websocket"], forceNew: true, query: { client: "dashboard" } };
    const socket = io(`http://127.0.0.1:${server.port}`, options);
    return new Promise<typeof socket>((resolve) => socket.once("connect", () => resolve(socket)));
  };
  const emitters = await Promise.all(Array.from({ length: clients }, connect));
  const quiet = await connect();
  const alone = await waits(quiet, 1);
  let stored = 0;
  let emitted = 0;
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const emit = (socket: typeof quiet) => {
    if (performance.now() >= end) return;
    socket.emit("claude_event", eventOf(emitted++), (reply: EmitReply) => {
      if (!reply.ok) throw new Error(reply.error.message);
      stored += reply.stored;
      emit(socket);
    });
  };
  const before = await costOf(server.pid);
  for (const socket of emitters) {
    for (let open = 0; open < WINDOW; open++) emit(socket);
  }
  const beside = await waits(quiet, seconds);
  const wall = (performance.now() - begin) / 1000;
  const after = await costOf(server.pid);
  for (const socket of [...emitters, quiet]) socket.disconnect();
  say(
    `${clients} emitters: ${Math.round(stored / wall).toLocaleString("en")} events/s ` +
      `acknowledged on disk, server ${
        (100 * (after.all - before.all) / wall).toFixed(0)
      } % of a core`,
  );
  const reported = ({ p50, p99 }: { p50: number; p99: number }) =>
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  say(
    `a client that sends little waits ${reported(beside)}; without the others ${reported(alone)}`,
  );
}

/** How long a client waits for its acknowledgements, in ms. */
async function waits(
  socket: { emitWithAck: (name: string, event: unknown) => Promise<unknown> },
  seconds: number,
): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let n = 0; performance.now() < end; n++) {
    const begin = performance.now();
    await socket.emitWithAck("claude_event", eventOf(-n - Math.random()));
    times.push(performance.now() - begin);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
  return quantiles(times);
}

/** As the Python hook's digest of a tool use. */
function eventOf(n: number): Record<string, unknown> {
  const session_id = "5f0c1d2e-1111-4a4a-8b8b-000000000001";
  return {
    event: "mpm_event",
    source: "hook",
    type: "hook",
    subtype: "pre_tool",
    timestamp: new Date().toISOString(),
    data: {
      n,
      tool_name: "Read",
      operation_type: "read",
      tool_parameters: { input_type: "dict", file_path: `/home/dev/shop/${n}.ts` },
      session_id,
      working_directory: "/home/dev/shop",
      git_branch: "main",
    },
    session_id,
    cwd: "/home/dev/shop",
  };
}
