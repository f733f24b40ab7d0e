/**
 * `deno run -A tests/claude_code/held/measure.ts [RELEASE [NAME]]`: what a real Claude Code does
 * while its PermissionRequest hook is held open. Prints what was done, what the screen showed, and
 * when which connection ended; docs/claude-code.md has the results.
 */
import { join } from "@std/path/join";
import { play } from "../api/script.ts";
import { PATIENCE } from "../drive/patience.ts";
import { openSession } from "../drive/session.ts";
import { makeWorld, type World } from "../drive/world.ts";
import { findClaude } from "../install/find_claude.ts";
import { type ReleaseName, RELEASES } from "../install/releases.ts";
import { until } from "../../support/until.ts";
import { type HoldServer, startHoldServer } from "./hold_server.ts";
import { type Situation, SITUATIONS } from "./situations.ts";

/** Milliseconds that a dialog may take to be shown, on a busy machine. */
const DIALOG = 20_000;

const EVENTS = [
  "PermissionRequest",
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Notification",
  "Stop",
  "SubagentStop",
  "PermissionDenied",
];

if (import.meta.main) {
  const [release = "current", name = ""] = Deno.args;
  if (release !== "current" && release !== "older") throw new Error(`No such release: ${release}`);
  await measure(release, SITUATIONS.filter((each) => each.name.includes(name)));
}

async function measure(release: ReleaseName, situations: readonly Situation[]): Promise<void> {
  const claude = findClaude(release);
  if (claude === null) throw new Error("Install it first: deno task claude:install");
  await using world = await makeWorld({ claude, integrate: null, running: false });
  for (const situation of situations) {
    await tell(`== ${RELEASES[release].version}, ${situation.name}`);
    try {
      await measureOne(world, situation);
    } catch (error) {
      await tell(`  ${error}`);
    }
  }
}

async function measureOne(world: World, situation: Situation): Promise<void> {
  const server = await startHoldServer();
  let closed = false;
  const close = async () => {
    if (!closed) await server[Symbol.asyncDispose]();
    closed = true;
  };
  await writeHooks(world, server, situation.timeout ?? 120);
  const session = await openSession(world, {
    mode: situation.mode ?? "default",
    env: situation.foreground === true ? { CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1" } : {},
  });
  try {
    await session.say(play(situation.script));
    const shown = await until("a dialog", async () => {
      const { state } = await session.look();
      return state === "permission" || state === "input";
    }, { ...PATIENCE, timeout: DIALOG }).catch(() => false);
    if (!shown) await tell(`  ${server.now()} no dialog within ${DIALOG} ms`);
    const look = async (what: string) => {
      const { state, lines } = await session.look();
      await tell(
        `  ${server.now()} ${what}: ${state}; ${
          lines.findLast((line) => /●|⎿/.test(line))?.trim() ?? ""
        }`,
      );
    };
    await look("dialog");
    for (const act of situation.does) {
      const begun = server.now();
      if (act === "server dies") await close();
      else if ("press" in act) await pressEach(session.press, act.press);
      else if ("type" in act) await session.terminal.type(act.type);
      else if ("wait" in act) await sleep(act.wait);
      else {server.hooks.filter(({ ended }) => ended === null).forEach((each) =>
          each.answer(act.answer)
        );}
      await sleep(700);
      await tell(`  ${begun} did ${JSON.stringify(act)}`);
      await look("after it");
    }
    await until("it to settle", async () => {
      const { state } = await session.look();
      return state !== "working" && state !== null;
    }, { ...PATIENCE, timeout: DIALOG }).catch(() => {});
    await sleep(1_000);
    await look("at the end");
  } finally {
    const open = server.hooks.filter(({ event, ended }) =>
      event === "PermissionRequest" && ended === null
    );
    await tell(`  ${server.now()} still held when the session ends: ${open.length}`);
    const begun = performance.now();
    await session.terminal.close();
    await until(
      "the session to end",
      async () => (await session.look()).state === "done",
      PATIENCE,
    );
    await sleep(500);
    await tell(
      `  the terminal was closed within ${Math.round(performance.now() - begun - 500)} ms`,
    );
    for (const { event, tool, agent, came, ended } of server.hooks) {
      const end = ended === null ? "never ended" : `ended at ${ended.at} by ${ended.by}`;
      await tell(
        `    ${came} ${event} ${tool} ${agent.slice(0, 6)} ${
          event === "PermissionRequest" ? end : ""
        }`,
      );
    }
    await close();
  }
}

async function pressEach(press: (key: string) => Promise<void>, keys: readonly string[]) {
  for (const key of keys) {
    await press(key);
    await sleep(300);
  }
}

async function writeHooks(world: World, { url }: HoldServer, timeout: number): Promise<void> {
  const group = [{ hooks: [{ type: "http", url, timeout }] }];
  const folder = join(world.sandbox.folder, ".claude");
  await Deno.mkdir(folder, { recursive: true });
  const hooks = Object.fromEntries(EVENTS.map((event) => [event, group]));
  await Deno.writeTextFile(join(folder, "settings.json"), JSON.stringify({ hooks }));
}

async function tell(line: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
