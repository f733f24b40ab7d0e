import { play } from "../api/script.ts";
import { changeModel } from "../drive/change_model.ts";
import { sessionAfter, toldEvents } from "../judge/monitor.ts";
import type { Scenario } from "./scenario.ts";

/** Beginnings and ends of sessions, and what changes them. */
export const SESSIONS: readonly Scenario[] = [
  {
    name: "compaction",
    short: ["current"],
    async run({ world, judge, open }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("hello"));
      await session.seeLine(/Hello from the model/);
      // A talk of one prompt is too short for 2.1.197.
      await session.say(play("tools"));
      await session.seeLine(/All tools used/);
      await session.see("idle");
      await session.say("/compact");
      await session.seeLine(/Compacting/);
      await judge.at("it compacts", session, "working");
      world.api.gates.open("summary");
      await session.seeLine(/Compacted/);
      await judge.at("it has compacted", session, "idle", {
        also: ({ agents }) => ({ agents: [agents.length, 1] }),
      });
      await judge.tokens("tokens with the summary", session.id);
    },
  },
  {
    name: "clear",
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("hello"));
      await session.seeLine(/Hello from the model/);
      await session.say("/clear");
      const id = await sessionAfter(world, session.id);
      await judge.told("the session before /clear", session.id, "done");
      await judge.at("the session after /clear", session, "idle", { id });
      await session.say(play("think"));
      await judge.at("a prompt in it", session, "working", { id });
      world.api.gates.open("think");
      await judge.at("it is answered", session, "idle", { id });
    },
  },
  {
    name: "exit and resume",
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("hello"));
      await session.seeLine(/Hello from the model/);
      await session.say("/exit");
      await judge.at("it was left", session, "done");
      const again = await open({ resume: session.id });
      await judge.at("it was resumed", again, "idle");
      await again.say(play("think"));
      await judge.at("a prompt in it", again, "working");
      world.api.gates.open("think");
      await judge.at("it is answered", again, "idle");
    },
  },
  {
    name: "the terminal is closed",
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("think"));
      await session.see("working");
      await session.terminal.close();
      await judge.at("closed in the middle of a turn", session, "done");
    },
  },
  {
    name: "the process is killed",
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("think"));
      await judge.at("it thinks", session, "working");
      Deno.kill(session.terminal.pid, "SIGKILL");
      await judge.at("killed in the middle of a turn", session, "done");
    },
  },
  {
    name: "the process is killed while it rests",
    async run({ judge, open }) {
      const session = await open();
      await judge.at("a session has begun", session, "idle");
      Deno.kill(session.terminal.pid, "SIGKILL");
      await judge.at("killed while it rests", session, "done");
    },
  },
  {
    name: "another folder and a worktree",
    async run({ world, judge, open }) {
      const session = await open({ mode: "bypassPermissions" });
      await session.say(play("cd"));
      await session.seeLine(/Moved/);
      await judge.at("its shell is in another folder", session, "idle", {
        also: ({ project }) => ({ project: [project, world.project] }),
      });
      await session.say(play("cd-worktree"));
      await session.seeLine(/In the worktree/);
      await judge.at("it works in a worktree", session, "idle", {
        also: ({ project, worktree }) => ({
          project: [project, world.project],
          worktree: [worktree, "feature-y"],
        }),
      });
      await judge.compare("every event of it has one project", async () => {
        const events = await toldEvents(world, session.id);
        return { projects: [[...new Set(events.map(({ project }) => project))], [world.project]] };
      });
    },
  },
  {
    name: "begun in a worktree",
    async run({ world, judge, open }) {
      const session = await open({ args: ["--worktree", "feature-z"] });
      await session.say(play("hello"));
      await session.seeLine(/Hello from the model/);
      await judge.at("it works in a worktree of the project", session, "idle", {
        also: ({ project, worktree }) => ({
          project: [project, world.project],
          worktree: [worktree, "feature-z"],
        }),
      });
    },
  },
  {
    name: "the model is changed",
    async run({ world, judge, open }) {
      const session = await open();
      const other = await open();
      await other.say(play("think"));
      await judge.at("another session thinks", other, "working");
      await changeModel(session);
      await judge.at("the model was changed", session, "idle", {
        also: ({ model }) => ({ model: [/sonnet/i.test(model ?? ""), true] }),
      });
      await judge.at("the other session thinks on", other, "working");
      world.api.gates.open("think");
      await judge.at("the other session has answered", other, "idle");
    },
  },
  {
    name: "the monitor starts anew while a question is open",
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("ask"));
      await judge.at("it asks", session, "permission");
      const { code, stderr } = await world.sandbox.run(["restart"]);
      if (code !== 0) throw new Error(`mpm-monitor restart: ${stderr}`);
      await judge.at("the monitor has started anew", session, "permission");
      await session.press("Escape");
      await judge.at("Escape at the question", session, "interrupted");
    },
  },
  {
    name: "the slash command",
    async run({ world, judge, open }) {
      world.api.gates.open("other");
      const session = await open();
      await session.say("/mpm-monitor status");
      await session.see("idle");
      await judge.at("/mpm-monitor was answered", session, "idle");
    },
  },
];
