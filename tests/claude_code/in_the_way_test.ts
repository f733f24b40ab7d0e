import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { createServer, type RequestListener } from "node:http";
import { until } from "../support/until.ts";
import { play } from "./api/script.ts";
import { changeModel } from "./drive/change_model.ts";
import { PATIENCE } from "./drive/patience.ts";
import { startPrint } from "./drive/print.ts";
import { openSession } from "./drive/session.ts";
import { makeWorld, type World } from "./drive/world.ts";
import { testWithClaude } from "./install/test_with_claude.ts";
import type { ReleaseName } from "./install/releases.ts";
import { toldEvents } from "./judge/monitor.ts";
import { IS_LONG } from "./moments/wanted.ts";

/** What is on the server's port, beside the server itself and nothing at all. */
const LISTENERS: Readonly<Record<string, RequestListener>> = {
  hangs: () => {},
  "is slow": (request, response) => {
    request.resume();
    setTimeout(() => response.writeHead(204).end(), 1_000);
  },
};

/** A turn takes as long whatever is on the port; with hooks that wait for it, it takes 40 times that. */
const MUCH_LONGER = 8;

/** Runs of each kind, of which the fastest counts. */
const RUNS = 2;

/** What Claude Code says where a hook fails, on the screen, in the transcript or on standard error. */
const COMPLAINT = /ECONN|hook_\w*error|hooks? (failed|problem|error)|timed out|blocked by/i;

const RELEASE_NAMES: readonly ReleaseName[] = IS_LONG ? ["current", "older"] : ["current"];

for (const release of RELEASE_NAMES) {
  testWithClaude(
    release,
    `nothing of a monitor is in the way, and nothing is lost (${release})`,
    async (claude) => {
      await using world = await makeWorld({ claude, running: false });
      await startNoServer(world);
      const turns = new Map<string, readonly Turn[]>();
      turns.set("is not there", await playTurns(world));
      for (const [state, listener] of Object.entries(LISTENERS)) {
        await using _port = await listen(world, listener);
        turns.set(state, await playTurns(world));
        if (state === "hangs") await talk(world);
      }
      const { code, stderr } = await world.sandbox.run(["start", "--port", portOf(world)]);
      assertEquals(code, 0, stderr);
      turns.set("runs", await playTurns(world));
      const own = fastest(turns.get("runs") ?? []);
      for (const [state, played] of turns) {
        const ratio = fastest(played) / own;
        assert(
          ratio < MUCH_LONGER,
          `with a server that ${state}, a turn takes ${ratio} times as long`,
        );
        for (const { id } of played) await assertWhole(world, id, state);
      }
    },
  );
}

interface Turn {
  readonly id: string;
  /** Milliseconds that the turn took, as Claude Code says. */
  readonly took: number;
}

/** The hook of a session's start would start a server, where none takes its event. */
async function startNoServer({ sandbox }: World): Promise<void> {
  const path = join(sandbox.folder, ".claude", "settings.json");
  const text = await Deno.readTextFile(path);
  const without = text.replace(/set -- .*? start --ensure/, "set -- true start --ensure");
  assert(without !== text);
  await Deno.writeTextFile(path, without);
}

function portOf({ sandbox }: World): string {
  return `${sandbox.range.first}`;
}

async function listen(world: World, listener: RequestListener): Promise<AsyncDisposable> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(Number(portOf(world)), "127.0.0.1", resolve));
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Turns in print mode, and one in a terminal; nobody may see anything of hooks. */
async function playTurns(world: World): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { id, code, stdout, stderr } = await startPrint(world, play("work"), [
      ..."--dangerously-skip-permissions --output-format json".split(" "),
    ]).ended;
    assertEquals([code, stderr], [0, ""]);
    await assertNoComplaint(world, id);
    turns.push({ id, took: JSON.parse(stdout).duration_ms });
  }
  return turns;
}

function fastest(turns: readonly Turn[]): number {
  return Math.min(...turns.map(({ took }) => took));
}

/** In a terminal: a turn, and a change of the model, which waits for leave in some releases. */
async function talk(world: World): Promise<void> {
  const session = await openSession(world, { mode: "bypassPermissions" });
  await session.say(play("work"));
  const { lines } = await session.seeLine(/All is done/);
  assert(!COMPLAINT.test(lines.join("\n")), lines.join("\n"));
  await changeModel(session);
  const after = (await session.look()).lines.join("\n");
  assert(!COMPLAINT.test(after), after);
  await session.terminal.close();
  await assertNoComplaint(world, session.id);
}

async function assertNoComplaint({ sandbox }: World, id: string): Promise<void> {
  const projects = join(sandbox.folder, ".claude", "projects");
  for await (const { name } of Deno.readDir(projects)) {
    const text = await Deno.readTextFile(join(projects, name, `${id}.jsonl`)).catch(() => "");
    const line = text.split("\n").find((each) => COMPLAINT.test(each));
    assertEquals(line, undefined, "Claude Code's transcript complains");
  }
}

/** All that the turn's hooks told is stored, each once, and in the order in which it happened. */
async function assertWhole(world: World, id: string, state: string): Promise<void> {
  const events = await until(`the end of a session while the server ${state}`, async () => {
    const told = (await toldEvents(world, id)).filter(({ source }) => source === "claude-code");
    if (told.some(({ type }) => type === "session.end")) return told;
    const logged = await world.sandbox.run(["logs", "--port", portOf(world)]);
    throw new Error(
      `it told ${told.map(({ type }) => type).join(", ")}; the log says:\n${logged.stdout}`,
    );
  }, PATIENCE);
  const order = events.filter(({ type }) => TURN.has(type));
  assertEquals(order.map(({ type }) => type), WHOLE_TURN, state);
  assertEquals(order.flatMap(({ type, tool }) => type === "tool.post" ? [tool] : []), TOOLS, state);
  const times = order.map(({ ts }) => ts);
  assertEquals(times, times.toSorted((left, right) => left - right), state);
}

/** What the turn's script calls, one step each. */
const TOOLS = ["Bash", "Write", "Read", "Edit", "Bash"];

const WHOLE_TURN = [
  "session.start",
  "prompt.submit",
  ...TOOLS.flatMap(() => ["tool.pre", "tool.post", "tool.batch"]),
  "turn.stop",
  "session.end",
];
const TURN: ReadonlySet<string> = new Set([...WHOLE_TURN, "tool.failure", "turn.failure"]);
