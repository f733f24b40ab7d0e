/**
 * What our hooks cost a real Claude Code, without any network:
 * `deno run -A scripts/bench/claude/measure_claude.ts CLAUDE [RUNS] [WAY…]`. One turn in print mode has 17
 * hooks. The ways take turns; printed are medians of Claude Code's own duration of the turn and of
 * the whole run, and what it said on standard error.
 */
import { join } from "@std/path/join";
import { parseRelease, type Release } from "../../../lib/integrate/kinds.ts";
import { ownProgram } from "../../../lib/instance/launch/own_program.ts";
import { prepareSpool } from "../../../lib/spool/prepare_spool.ts";
import { startFakeModel } from "./fake_model.ts";
import { type PortState, type Way, waysOf } from "./ways.ts";
import { median } from "../report.ts";

const [claude = "claude", runs = "9", ...chosen] = Deno.args;
const folder = await Deno.makeTempDir({ prefix: "measure-claude-" });
const project = join(folder, "project");
await Deno.mkdir(project);
for (let n = 0; n < 5; n++) await Deno.writeTextFile(join(project, `${n}.txt`), `file ${n}\n`);
const model = startFakeModel(project);
const release = parseRelease((await run(claude, ["--version"])).stdout);
if (release === null) throw new Error(`${claude} is no Claude Code`);

const slow = serve(1_000);
const hanging = serve(Infinity);
const state = join(folder, "state");
const ports: Record<PortState, number> = {
  up: freePort(),
  slow: slow.addr.port,
  hangs: hanging.addr.port,
  // Nobody may listen there.
  down: 1,
};
await monitor("start", "--port", `${ports.up}`);
const measured = new Map<Way, { turn: number[]; run: number[]; left: number[]; said: string }>();
for (const way of waysOf(chosen)) {
  await prepare(way, release);
  measured.set(way, { turn: [], run: [], left: [], said: "" });
}
for (let round = -1; round < Number(runs); round++) {
  for (const [way, results] of measured) {
    const begin = performance.now();
    const { stdout, stderr } = await run(claude, [
      ..."-p play --output-format json --dangerously-skip-permissions".split(" "),
    ], { HOME: homeOf(way), MPM_MONITOR_HOME: stateOf(way) });
    const whole = performance.now() - begin;
    const left = await emptySpool(way);
    if (round < 0) continue;
    results.turn.push(JSON.parse(stdout).duration_ms);
    results.run.push(whole);
    results.left.push(left);
    results.said ||= stderr.trim().slice(0, 90);
  }
}
write(`Claude Code ${release.join(".")}, ${runs} runs each; ms`);
write(
  `${"hooks".padEnd(18)}${"monitor".padEnd(9)}${"turn".padStart(6)}${"more".padStart(7)}` +
    `${"run".padStart(7)}  events left, standard error`,
);
const none = median([...measured.values()][0]?.turn ?? []);
for (const [{ name, state }, { turn, run, left, said }] of measured) {
  const more = median(turn) - none;
  write(
    `${name.padEnd(18)}${(name === "none" ? "" : state).padEnd(9)}` +
      `${median(turn).toFixed(0).padStart(6)}${more.toFixed(0).padStart(7)}` +
      `${median(run).toFixed(0).padStart(7)}  ${[...new Set(left)].join("/")} ${said}`,
  );
}
await monitor("stop");
await Deno.remove(folder, { recursive: true });
Deno.exit(0);

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Runs a command of ours; the server that runs is a real one. */
async function monitor(...args: readonly string[]): Promise<void> {
  const [program = "", ...leading] = ownProgram();
  const { success, stderr } = await new Deno.Command(program, {
    args: [...leading, ...args],
    env: { MPM_MONITOR_HOME: state },
    stdin: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** A monitor that answers after so many ms; to Claude Code it looks like ours. */
function serve(delay: number): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    await request.body?.cancel();
    const answer = Promise.withResolvers<void>();
    if (delay < Infinity) setTimeout(answer.resolve, delay);
    await answer.promise;
    return new Response(null, { status: 204 });
  });
}

function homeOf({ name, state }: Way): string {
  return join(folder, `${name} ${state}`.replaceAll(/\W+/g, "-"));
}

async function prepare(way: Way, release: Release): Promise<void> {
  const home = homeOf(way);
  await Deno.mkdir(join(home, ".claude"), { recursive: true });
  const settings = way.settings(ports[way.state], release);
  await Deno.writeTextFile(join(home, ".claude", "settings.json"), JSON.stringify(settings));
  const trusted = { hasTrustDialogAccepted: true, allowedTools: [] };
  await Deno.writeTextFile(
    join(home, ".claude.json"),
    JSON.stringify({
      hasCompletedOnboarding: true,
      customApiKeyResponses: { approved: ["none"], rejected: [] },
      projects: { [project]: trusted },
    }),
  );
  if (way.state !== "up") await prepareSpool({ home: stateOf(way) }, ports[way.state]);
}

/** The server that runs takes what is in its own state folder. */
function stateOf(way: Way): string {
  return way.state === "up" ? state : join(homeOf(way), "state");
}

/** How many events waited in the spool; a server would have taken them. */
async function emptySpool(way: Way): Promise<number> {
  const spool = join(stateOf(way), "spool", `${ports[way.state]}`);
  const names = (await Array.fromAsync(Deno.readDir(spool))).map(({ name }) => name);
  // The server may be faster.
  for (const name of names) await Deno.remove(join(spool, name)).catch(() => {});
  return names.length;
}

async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { HOME: folder },
) {
  const { stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: project,
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      ...env,
      LANG: "C.UTF-8",
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${model.addr.port}`,
      ANTHROPIC_API_KEY: "none",
      IS_SANDBOX: "1",
      DISABLE_AUTOUPDATER: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function write(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(line + "\n"));
}
