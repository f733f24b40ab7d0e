/**
 * What our hooks and the tee cost an agent, with a server and without one:
 * `deno run -A scripts/bench/measure_hooks.ts [RUNS]`. Prints medians; the ways take turns.
 */
import { hooksFor } from "../../lib/integrate/hooks.ts";
import { prepareSpool } from "../../lib/spool/prepare_spool.ts";
import { teeCommand } from "../../lib/integrate/status_line.ts";

const RUNS = Number(Deno.args[0] ?? 60);
const INPUT = JSON.stringify({
  session_id: "measured",
  hook_event_name: "PreToolUse",
  tool_name: "Read",
  tool_input: { file_path: "/home/kim/shop/a.ts" },
});

const closed = freePort();
using hanging = Deno.listen({ hostname: "127.0.0.1", port: 0 });
const server = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: () => {} },
  async (request) => {
    await request.body?.cancel();
    return new Response(null, { status: 204 });
  },
);
const busy = portOf(hanging);
const home = await Deno.makeTempDir({ prefix: "measure-hooks-" });
await prepareSpool({ home }, closed);
const kinds = ["SessionStart", "PreToolUse"];
const hooks = hooksFor({ host: "127.0.0.1", port: closed, program: ["true"], kinds, home });
const commandOf = (kind: string) => {
  const hook = hooks.get(kind)?.hooks[0];
  return hook?.type === "command" ? hook.command : "";
};

const WAYS: Readonly<Record<string, () => Promise<unknown>>> = {
  "connect, nobody listens": () => Deno.connect({ port: closed }).catch(() => {}),
  "http hook, nobody listens": () => post(closed),
  "http hook, bare server": () => post(server.addr.port),
  "sh -c true (floor of a command hook)": () => shell("/bin/sh", "true"),
  "curl hook, nobody listens": () =>
    shell("/bin/sh", `curl -qsm1 --data-binary @- http://127.0.0.1:${closed}/ || true`),
  "hook, dash": () => shell("/bin/dash", commandOf("PreToolUse")),
  "hook, bash": () => shell("/bin/bash", commandOf("PreToolUse")),
  "session start hook, dash": () => shell("/bin/dash", commandOf("SessionStart")),
  "status line alone (cat)": () => shell("/bin/sh", "cat"),
  "status line with the tee, nobody listens": () =>
    shell("/bin/sh", teeCommand({ host: "127.0.0.1", port: closed, own: "cat" })),
  "status line with the tee, server hangs": () =>
    shell("/bin/sh", teeCommand({ host: "127.0.0.1", port: busy, own: "cat" })),
  "status line with the tee, server runs": () =>
    shell("/bin/sh", teeCommand({ host: "127.0.0.1", port: server.addr.port, own: "cat" })),
};

const times = new Map(Object.keys(WAYS).map((name) => [name, [] as number[]]));
for (let run = -2; run < RUNS; run++) {
  for (const [name, measure] of Object.entries(WAYS)) {
    const begin = performance.now();
    await measure();
    if (run >= 0) times.get(name)?.push(performance.now() - begin);
    // What goes on in the background is not to be measured with the next one.
    await new Promise((resolve) => setTimeout(resolve, name.includes("session start") ? 150 : 15));
  }
}
await server.shutdown();
await Deno.remove(home, { recursive: true });
for (const [name, measured] of times) {
  const sorted = measured.toSorted((left, right) => left - right);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(2);
  write(`${name.padEnd(42)} median ${at(0.5).padStart(7)} ms   p95 ${at(0.95).padStart(7)} ms`);
}

async function post(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/hooks/claude`, {
    method: "POST",
    body: INPUT,
  }).catch(() => null);
  await response?.body?.cancel();
}

/** Until the shell has ended and nothing holds its output, as Claude Code waits. */
async function shell(program: string, command: string): Promise<void> {
  const child = new Deno.Command(program, {
    args: ["-c", command],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(INPUT)).catch(() => {});
  await writer.close().catch(() => {});
  await child.output();
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return portOf(listener);
}

function portOf(listener: Deno.Listener): number {
  return (listener.addr as Deno.NetAddr).port;
}

function write(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}
