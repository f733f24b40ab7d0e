import { until } from "../../support/until.ts";
import { play } from "../api/script.ts";
import { PATIENCE } from "../drive/patience.ts";
import { startPrint } from "../drive/print.ts";
import { openSession } from "../drive/session.ts";
import type { World } from "../drive/world.ts";
import { sessionAfter } from "../judge/monitor.ts";

/** A real session whose tokens are counted; gives the ids of all sessions that it was. */
export interface CountedSession {
  readonly name: string;
  readonly run: (world: World) => Promise<readonly string[]>;
}

const SCRIPTS = [
  "hello",
  "tools",
  "mixed",
  "nest",
  "agents",
  "background-mixed",
  "fail",
  "error-after-tool",
  "agent-fails",
  "max-tokens",
];

const MODELS = ["opus", "sonnet", "haiku"];

/** Ten scripts by three models in print mode, and ten sessions in a terminal. */
export const COUNTED: readonly CountedSession[] = [
  ...MODELS.flatMap((model) => SCRIPTS.map((script) => printed(script, model))),
  ...["mixed", "background-mixed", "nest"].flatMap((script) => [
    interactive(script, []),
    interactive(script, ["--model", "sonnet"]),
  ]),
  { name: "compacted", run: compacted },
  { name: "cleared", run: cleared },
  { name: "resumed", run: resumed },
  { name: "broken off", run: brokenOff },
];

/** A few of them, one of each kind. */
export const COUNTED_SHORT: readonly CountedSession[] = [
  printed("mixed", "sonnet"),
  interactive("background-mixed", []),
];

function printed(script: string, model: string): CountedSession {
  return {
    name: `print mode, ${script}, ${model}`,
    async run(world) {
      const { id, ended } = startPrint(world, play(script), [
        ...["--model", model, "--dangerously-skip-permissions"],
      ]);
      await ended;
      return [id];
    },
  };
}

function interactive(script: string, args: readonly string[]): CountedSession {
  return {
    name: `terminal, ${script} ${args.join(" ")}`.trim(),
    async run(world) {
      // In front, the last step of the main agent is the last of all.
      const env: Record<string, string> = script.startsWith("background")
        ? {}
        : { CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1" };
      const session = await openSession(world, { mode: "bypassPermissions", args, env });
      await session.say(play(script));
      await until(
        `all steps of ${script}`,
        () =>
          answers(world, session.id, script) >= 2 &&
          subAgents(script).every((each) => answers(world, session.id, each) >= 2),
        PATIENCE,
      );
      await untilQuiet(world);
      await session.see("idle");
      await session.say("/exit");
      await session.see("done");
      return [session.id];
    },
  };
}

async function compacted(world: World): Promise<readonly string[]> {
  world.api.gates.open("summary");
  const session = await openSession(world);
  await session.say(play("hello"));
  await session.seeLine(/Hello from the model/);
  await session.say("/compact");
  await session.seeLine(/Compacted/);
  await session.say(play("max-tokens"));
  await until("an answer after it", () => answers(world, session.id, "max-tokens") > 0, PATIENCE);
  await session.see("idle");
  await session.say("/exit");
  await session.see("done");
  return [session.id];
}

async function cleared(world: World): Promise<readonly string[]> {
  const session = await openSession(world);
  await session.say(play("hello"));
  await session.seeLine(/Hello from the model/);
  await session.say("/clear");
  const next = await sessionAfter(world, session.id);
  await session.say(play("hello"));
  await until("an answer after it", () => answers(world, next, "hello") > 0, PATIENCE);
  await session.see("idle");
  await session.say("/exit");
  await session.see("done");
  return [session.id, next];
}

async function resumed(world: World): Promise<readonly string[]> {
  const session = await openSession(world);
  await session.say(play("hello"));
  await session.seeLine(/Hello from the model/);
  await session.say("/exit");
  await session.see("done");
  const again = await openSession(world, { resume: session.id });
  await again.say(play("hello"));
  await until("an answer after it", () => answers(world, session.id, "hello") > 1, PATIENCE);
  await again.see("idle");
  await again.say("/exit");
  await again.see("done");
  return [session.id];
}

async function brokenOff(world: World): Promise<readonly string[]> {
  const session = await openSession(world);
  await session.say(play("talk"));
  await session.see("working");
  await session.press("Escape");
  await session.see("interrupted");
  await session.say(play("hello"));
  await session.seeLine(/Hello from the model/);
  await session.terminal.close();
  await session.see("done");
  return [session.id];
}

/** The sub-agents that a script's main agent does not wait for. */
function subAgents(script: string): readonly string[] {
  return script.startsWith("background") ? ["sub-b", "sub-c"] : [];
}

/**
 * Waits until the model is asked nothing more: two agents that report one after the other are
 * answered once or twice, as Claude Code likes.
 */
async function untilQuiet({ api }: World): Promise<void> {
  let [looks, seen] = [0, 0];
  await until("the model to be left alone", () => {
    const isQuiet = api.open.size === 0 && api.log.length === seen;
    seen = api.log.length;
    looks = isQuiet ? looks + 1 : 0;
    return looks >= 15;
  }, PATIENCE);
}

function answers(world: World, session: string, script: string): number {
  return world.api.log.filter((each) => each.session === session && each.script === script).length;
}
