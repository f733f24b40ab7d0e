import { join } from "@std/path/join";
import { until } from "../../support/until.ts";
import { play } from "../api/script.ts";
import { elicitConfig } from "../drive/elicit_config.ts";
import { PATIENCE } from "../drive/patience.ts";
import { startPrint } from "../drive/print.ts";
import { changeModel } from "../drive/change_model.ts";
import { type InteractiveSession, type OpenOptions, openSession } from "../drive/session.ts";
import type { World } from "../drive/world.ts";
import type { ShapeGatherer } from "./shape.ts";

/** One thing that Claude Code does. */
interface Step {
  readonly name: string;
  readonly run: (world: World, context: StepContext) => Promise<void>;
}

interface StepContext {
  readonly open: Open;
  /** Whether a name was told of what belongs to `owner`. */
  readonly isTold: ShapeGatherer["has"];
}

type Open = (options?: OpenOptions) => Promise<InteractiveSession>;

const BYPASS = { mode: "bypassPermissions" };

const STEPS: readonly Step[] = [
  ...["tools", "fail", "mixed", "nest", "agent-fails", "error", "max-tokens"].map((script) => ({
    name: `print mode, ${script}`,
    run: async (world: World) => void await startPrint(world, play(script)).ended,
  })),
  talk("permission, yes", "ask", async (session) => {
    await session.see("permission");
    await confirm(session, "Enter");
    await session.seeLine(/It is there/);
  }),
  talk("permission, Escape", "ask", async (session) => {
    await session.see("permission");
    await confirm(session, "Escape");
    await session.see("interrupted");
  }),
  talk("a permission that waits", "ask", async (session, _world, isTold) => {
    await session.see("permission");
    // It comes after six seconds.
    const isNoticed = () => isTold("hook Notification", "notification_type=permission_prompt");
    await until("the notice of it", isNoticed, PATIENCE);
  }),
  talk("question", "question", async (session) => {
    await session.see("input");
    await confirm(session, "Enter");
    await session.seeLine(/Thank you/);
  }),
  talk("plan", "plan", async (session) => {
    await session.see("input");
    await confirm(session, "Enter");
    await session.seeLine(/The plan is settled/);
  }),
  talk("form", "form", async (session) => {
    await session.see("input");
    await confirm(session, "Escape");
    await session.seeLine(/The form is answered/);
  }, { ...BYPASS, args: ["--mcp-config", elicitConfig()] }),
  talk("tasks", "tasks", async (session) => void await session.seeLine(/One is done/), {
    ...BYPASS,
    env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1" },
  }),
  talk("folders", "cd-worktree", async (session) => {
    await session.seeLine(/In the worktree/);
  }, BYPASS),
  talk("background agent", "agent-background-asks", async (session) => {
    await session.see("permission");
    await confirm(session, "Enter");
    await session.seeLine(/The agent has reported/);
  }),
  talk("commands", "tools", async (session, world) => {
    await session.seeLine(/All tools used/);
    await session.say(play("hello"));
    await session.seeLine(/Hello from the model/);
    await changeModel(session);
    await Deno.mkdir(join(world.sandbox.folder, "other"), { recursive: true });
    world.api.gates.open("summary");
    await session.say("/compact");
    await session.seeLine(/Compacted/);
    await session.say("/clear");
    await until("the screen to be cleared", async () => {
      const { lines } = await session.look();
      return !lines.some((line) => /Compacted/.test(line));
    }, PATIENCE);
    await session.say("/exit");
    await session.see("done");
  }, BYPASS),
];

function talk(
  name: string,
  script: string,
  goOn: (
    session: InteractiveSession,
    world: World,
    isTold: StepContext["isTold"],
  ) => Promise<void>,
  options: OpenOptions = {},
): Step {
  return {
    name,
    async run(world, { open, isTold }) {
      const session = await open(options);
      await session.say(play(script));
      await goOn(session, world, isTold);
    },
  };
}

/** Claude Code takes no key in the first moment of a dialog: somebody may be typing still. */
async function confirm(session: InteractiveSession, key: string): Promise<void> {
  const asked = (await session.look()).lines.join("\n");
  await until(`${key} to be taken`, async () => {
    if ((await session.look()).lines.join("\n") !== asked) return true;
    await session.press(key);
    return false;
  }, { ...PATIENCE, interval: 1_000 });
}

/**
 * Goes through all that Claude Code does. A step that fails is no end: a
 * newer release may show something else there, which is to be told.
 *
 * @returns what failed, and why
 */
export async function walkThrough(
  world: World,
  { onStep, isTold }: {
    readonly onStep: (name: string) => void;
    readonly isTold: StepContext["isTold"];
  },
): Promise<string[]> {
  const failures: string[] = [];
  world.api.gates.open("agent-failed");
  world.api.gates.open("reported");
  for (const { name, run } of STEPS) {
    onStep(name);
    const opened: InteractiveSession[] = [];
    const open: Open = async (options) => {
      const session = await openSession(world, options);
      opened.push(session);
      return session;
    };
    try {
      await run(world, { open, isTold });
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
    for (const { terminal } of opened) await terminal.close();
  }
  return failures;
}
