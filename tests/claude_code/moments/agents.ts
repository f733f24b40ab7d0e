import { until } from "../../support/until.ts";
import { play } from "../api/script.ts";
import type { SessionView } from "../../../lib/contract/state.ts";
import { PATIENCE } from "../drive/patience.ts";
import type { Scenario } from "./scenario.ts";

/** The sub-agents by depth and state. */
function tree({ agents }: SessionView): string[] {
  return agents.slice(1).map(({ depth, state }) => `${depth} ${state}`);
}

/** In a terminal, sub-agents run in the background unless Claude Code is told that it may not. */
const IN_FRONT = { env: { CLAUDE_CODE_DISABLE_BACKGROUND_TASKS: "1" } };

/** Sub-agents. */
export const AGENTS: readonly Scenario[] = [
  {
    name: "a sub-agent in the foreground",
    async run({ world, judge, open }) {
      const session = await open({ mode: "bypassPermissions", ...IN_FRONT });
      await session.say(play("agent"));
      await session.seeLine(/Task of sub-think/);
      await judge.at("a sub-agent thinks", session, "working", {
        also: (told) => ({ agents: [tree(told), ["1 working"]] }),
      });
      world.api.gates.open("sub-think");
      await session.seeLine(/The agent is back/);
      await judge.at("it is back", session, "idle", {
        also: (told) => ({ agents: [tree(told), ["1 done"]] }),
      });
    },
  },
  {
    name: "a sub-agent fails",
    async run({ world, judge, open }) {
      const session = await open({ mode: "bypassPermissions", ...IN_FRONT });
      await session.say(play("agent-fails"));
      // Not every release shows it: its caller is asked for what follows.
      const isBack = () =>
        [...world.api.open].some(({ script, step }) => script === "agent-fails" && step === 1);
      await until("the sub-agent to have failed", isBack, PATIENCE);
      await judge.at("the sub-agent has failed, its caller goes on", session, "working", {
        also: (told) => ({ agents: [tree(told), ["1 failed"]], errors: [told.errors, 1] }),
      });
      world.api.gates.open("agent-failed");
      await judge.at("its caller has answered", session, "idle");
    },
  },
  {
    name: "three sub-agents at once",
    async run({ judge, open }) {
      const session = await open({ mode: "bypassPermissions", ...IN_FRONT });
      await session.say(play("agents"));
      await session.seeLine(/Three agents are back/);
      await judge.at("three at once are back", session, "idle", {
        also: (told) => ({ agents: [tree(told), ["1 done", "1 done", "1 done"]] }),
      });
      await judge.tokens("tokens of all agents", session.id);
    },
  },
  {
    name: "a sub-agent of a sub-agent",
    async run({ judge, open }) {
      const session = await open({ mode: "bypassPermissions", ...IN_FRONT });
      await session.say(play("nest"));
      await session.seeLine(/The nest is back/);
      await judge.at("the nest is back", session, "idle", {
        also: (told) => ({ agents: [tree(told), ["1 done", "2 done"]] }),
      });
      await judge.tokens("tokens of all agents", session.id);
    },
  },
  {
    name: "a sub-agent asks",
    async run({ judge, open }) {
      const session = await open(IN_FRONT);
      await session.say(play("agent-asks"));
      await judge.at("a sub-agent asks", session, "permission", {
        also: ({ waiting }) => ({ agent: [waiting?.agent, "general-purpose"] }),
      });
      await session.answer("Enter");
      await session.seeLine(/The agent is back/);
      await judge.at("it is back", session, "idle", {
        also: (told) => ({ agents: [tree(told), ["1 done"]] }),
      });
    },
  },
  {
    name: "Escape at a sub-agent's question",
    hooksOnly: true,
    async run({ judge, open }) {
      const session = await open(IN_FRONT);
      await session.say(play("agent-asks"));
      await session.see("permission");
      await session.answer("Escape");
      await session.seeLine(/The agent is back|Interrupted/);
      const { state } = await session.see("idle", "interrupted");
      await judge.at("Escape at a sub-agent's question, at the end", session, state!);
    },
  },
  {
    name: "a background agent",
    async run({ world, judge, open, letGo }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("agent-background"));
      await session.seeLine(/The agent is on it/);
      await judge.background("its caller rests, the agent works", session, {
        also: (told) => ({
          agents: [tree(told), ["1 working"]],
          main: [told.agents[0]?.state, "idle"],
        }),
      });
      await letGo();
      await judge.at("the agent has reported, its caller thinks", session, "working", {
        also: (told) => ({
          agents: [tree(told), ["1 done"]],
          prompt: [told.prompt, play("agent-background")],
          main: [told.agents[0]?.state, "working"],
        }),
      });
      world.api.gates.open("reported");
      await session.seeLine(/The agent has reported/);
      await judge.at("its caller has answered", session, "idle", {
        also: ({ prompt }) => ({ prompt: [prompt, play("agent-background")] }),
      });
      await judge.tokens("tokens of all agents", session.id);
    },
  },
  {
    name: "a background agent asks",
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("agent-background-asks"));
      await judge.at("a background agent asks", session, "permission", {
        also: ({ waiting }) => ({ agent: [waiting?.agent, "general-purpose"] }),
      });
      await session.answer("Enter");
      await session.seeLine(/The agent has reported/);
      await judge.at("it has reported", session, "idle", {
        also: (told) => ({
          agents: [tree(told), ["1 done"]],
          prompt: [told.prompt, play("agent-background-asks")],
        }),
      });
      await judge.tokens("tokens of all agents", session.id);
    },
  },
  {
    name: "two background agents ask",
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("agents2-ask"));
      await session.see("permission");
      await judge.at("two background agents ask", session, "permission");
      await session.answer("Enter");
      await session.seeLine(/touch made-by-agent-2|touch made-by-agent\.txt/);
      await judge.at("one has its yes, the other asks", session, "permission", {
        also: ({ agents }) => ({
          asking: [agents.filter(({ waiting }) => waiting !== null).length, 1],
        }),
      });
      await session.answer("Escape");
      await until("both agents to have reported", () => {
        // Scenarios before this one have played the same scripts.
        const ends = world.api.log.filter((each) =>
          each.session === session.id && /^sub-ask/.test(each.script) && each.step === 1
        );
        return ends.length === 2;
      }, PATIENCE);
      await session.seeLine(/All done/);
      await judge.at("the other has its no", session, "idle", {
        also: (told) => ({ agents: [tree(told), ["1 done", "1 done"]] }),
      });
    },
  },
  {
    name: "a background command",
    async run({ judge, open, letGo }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("background"));
      await session.seeLine(/It runs in the background/);
      await judge.at("a command runs in the background", session, "idle");
      await letGo();
      await session.seeLine(/The background command has ended/);
      await judge.at("it has ended", session, "idle", {
        also: ({ prompt }) => ({ prompt: [prompt, play("background")] }),
      });
    },
  },
];
