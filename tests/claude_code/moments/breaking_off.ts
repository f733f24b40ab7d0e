import { play } from "../api/script.ts";
import type { Scenario } from "./scenario.ts";

/** Turns that the person breaks off. */
export const BREAKING_OFF: readonly Scenario[] = [
  {
    name: "Escape while it thinks",
    short: ["current", "hooks only", "older"],
    hooksOnly: true,
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("think"));
      await judge.at("it thinks", session, "working");
      await session.press("Escape");
      await judge.at("Escape before the first word", session, "interrupted");
      await session.say(play("hello"));
      await session.seeLine(/Hello from the model/);
      await judge.at("the next prompt is answered", session, "idle");
      world.api.gates.open("think");
    },
  },
  {
    name: "Escape while it thinks, for the second time",
    hooksOnly: true,
    async run({ judge, open }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("hello"));
      await session.see("idle");
      await session.seeLine(/Hello from the model/);
      await session.say(play("ask-think"));
      await session.seeLine(/touch made/);
      await judge.at("it thinks after a tool", session, "working");
      await session.press("Escape");
      await judge.at("Escape while it thinks after a tool", session, "interrupted");
    },
  },
  {
    name: "Escape in the middle of its answer",
    short: ["current"],
    hooksOnly: true,
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("talk"));
      await session.see("working");
      await judge.at("it writes", session, "working");
      await session.press("Escape");
      await judge.at("Escape while it writes", session, "interrupted");
      await judge.tokens("tokens of what was finished", session.id);
      await session.terminal.close();
      await judge.at("the terminal is closed", session, "done");
    },
  },
  {
    name: "Escape while Bash runs",
    short: ["current"],
    hooksOnly: true,
    async run({ judge, open, letGo }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("run"));
      await session.seeLine(/until/);
      await judge.at("Bash runs", session, "working");
      await session.press("Escape");
      await judge.at("Escape while Bash runs", session, "interrupted", {
        also: ({ agents }) => ({ tool: [agents[0]?.tool, null] }),
      });
      await letGo();
      await session.say(play("hello"));
      await session.seeLine(/Hello from the model/);
      await judge.at("the next prompt is answered", session, "idle");
    },
  },
  {
    name: "Escape while a sub-agent works",
    async run({ judge, open }) {
      const session = await open({
        mode: "bypassPermissions",
        env: { CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1" },
      });
      await session.say(play("agent"));
      await session.seeLine(/Task of sub-think/);
      await judge.at("a sub-agent thinks", session, "working", {
        also: ({ agents }) => ({
          agents: [agents.map(({ state }) => state), ["working", "working"]],
        }),
      });
      await session.press("Escape");
      await judge.at("Escape while a sub-agent thinks", session, "interrupted", {
        also: ({ agents }) => ({ agent: [agents[1]?.state, "interrupted"] }),
      });
    },
  },
  {
    name: "Escape with a prompt in the queue",
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("think"));
      await session.see("working");
      await session.say("And then play:talk");
      await judge.at("a prompt is queued while it thinks", session, "working");
      await session.press("Escape");
      await session.see("working", "interrupted", "idle");
      world.api.gates.open("think");
      world.api.gates.open("talk");
      const { state } = await session.see("idle", "interrupted");
      if (state !== null) await judge.at("Escape with a prompt in the queue", session, state);
    },
  },
  {
    name: "two sessions, one broken off",
    async run({ world, judge, open }) {
      const first = await open();
      const second = await open();
      await first.say(play("think"));
      await second.say(play("talk"));
      await judge.at("both work: the first", first, "working");
      await judge.at("both work: the second", second, "working");
      await first.press("Escape");
      await judge.at("the first is broken off", first, "interrupted");
      await judge.at("the second goes on", second, "working");
      world.api.gates.open("talk");
      await judge.at("the second has answered", second, "idle");
      await judge.at("the first is still broken off", first, "interrupted");
    },
  },
];
