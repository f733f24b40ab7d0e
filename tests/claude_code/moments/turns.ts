import { play } from "../api/script.ts";
import { isOlder, type Scenario } from "./scenario.ts";

/** Turns that run through. */
export const TURNS: readonly Scenario[] = [
  {
    name: "a prompt is answered",
    short: ["current"],
    async run({ world, judge, open }) {
      const session = await open();
      await judge.at("a session has begun", session, "idle");
      await session.say(play("think"));
      await judge.at("it thinks", session, "working", {
        also: ({ prompt, waiting }) => ({
          prompt: [prompt, play("think")],
          waiting: [waiting, null],
        }),
      });
      world.api.gates.open("think");
      await judge.at("it has answered", session, "idle", {
        also: ({ doing, turns }) => ({ doing: [doing, null], turns: [turns, 1] }),
      });
      await judge.tokens("its tokens", session.id);
    },
  },
  {
    name: "a prompt on the command line",
    async run({ world, judge, open }) {
      const session = await open({ prompt: play("think") });
      await judge.at("it thinks from the start on", session, "working");
      world.api.gates.open("think");
      await judge.at("it has answered", session, "idle");
    },
  },
  {
    name: "tools that fail",
    async run({ judge, open }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("fail"));
      await session.seeLine(/Both failed/);
      await judge.at("both tools have failed", session, "idle", {
        also: ({ errors, tools }) => ({ errors: [errors, 2], tools: [tools, 2] }),
      });
    },
  },
  {
    name: "the model refuses",
    short: ["current"],
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("error"));
      await judge.at("an error of the API", session, "failed", {
        also: ({ errors }) => ({ errors: [errors, 1] }),
      });
      await session.say(play("think"));
      await judge.at("the next prompt", session, "working");
      world.api.gates.open("think");
      await judge.at("it has answered", session, "idle");
    },
  },
  {
    name: "a prompt is queued while Bash runs",
    async run({ judge, open, letGo, release }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("run"));
      await session.see("working");
      await judge.at("Bash runs", session, "working", {
        also: ({ doing }) => ({ doing: [doing?.startsWith("Bash:"), true] }),
      });
      await session.say("And then play:hello");
      await judge.at("another prompt is queued", session, "working", {
        also: ({ doing }) => ({ doing: [doing?.startsWith("Bash:"), true] }),
      });
      await letGo();
      // 2.1.197 hands it over with what the tool printed, and there is one answer.
      await session.seeLine(isOlder(release) ? /It ran/ : /Hello from the model/);
      await judge.at("both are answered", session, "idle");
    },
  },
  {
    name: "a command of the person",
    async run({ world, judge, open, letGo, asked }) {
      const session = await open();
      await session.say("! until [ -e go ]; do sleep 0.1; done");
      await judge.at("the person's own command runs", session, "working");
      await letGo();
      await asked("#other");
      await judge.at("it has ended, and the model looks at what it printed", session, "working");
      world.api.gates.open("other");
      await session.seeLine(/I have seen it/);
      await judge.at("the model has looked at it", session, "idle");
      await session.say(play("think"));
      await judge.at("a prompt after it", session, "working");
      world.api.gates.open("think");
      await judge.at("it is answered", session, "idle");
    },
  },
  {
    name: "tasks",
    async run({ judge, open }) {
      const session = await open({
        mode: "bypassPermissions",
        env: { CLAUDE_CODE_ENABLE_TODO_TOOLS: "1", CLAUDE_CODE_ENABLE_TASKS: "1" },
      });
      await session.say(play("tasks"));
      await session.seeLine(/One is done/);
      await judge.at("one of two tasks is done", session, "idle", {
        also: ({ tasks }) => ({
          tasks: [tasks.map(({ text, status }) => `${text} ${status}`), [
            "First completed",
            "Second pending",
          ]],
        }),
      });
    },
  },
];
