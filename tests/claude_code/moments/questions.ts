import { play } from "../api/script.ts";
import { elicitConfig } from "../drive/elicit_config.ts";
import { isOlder, type Scenario } from "./scenario.ts";

/** Questions to the person, and their answers. */
export const QUESTIONS: readonly Scenario[] = [
  {
    name: "permission is given",
    short: ["current"],
    hooksOnly: true,
    async run({ judge, open, letGo }) {
      const session = await open();
      await session.say(play("ask-run"));
      await judge.at("it asks", session, "permission", {
        also: ({ waiting }) => ({ tool: [waiting?.tool, "Bash"], agent: [waiting?.agent, null] }),
      });
      await session.answer("Enter");
      await judge.at("yes: the tool runs", session, "working");
      await letGo();
      await judge.at("the tool has ended", session, "idle");
    },
  },
  {
    name: "Escape at a permission",
    short: ["current", "hooks only"],
    hooksOnly: true,
    async run({ world, judge, open }) {
      const session = await open();
      await session.say(play("ask"));
      await judge.at("it asks", session, "permission");
      await session.answer("Escape");
      await judge.at("Escape at the question", session, "interrupted", {
        also: ({ waiting, agents }) => ({
          waiting: [waiting, null],
          tool: [agents[0]?.tool, null],
        }),
      });
      await session.say(play("think"));
      await judge.at("the next prompt", session, "working");
      world.api.gates.open("think");
      await judge.at("it is answered", session, "idle");
    },
  },
  {
    name: "No at a permission",
    short: ["older"],
    hooksOnly: true,
    async run({ judge, open, release }) {
      const session = await open();
      await session.say(play("ask"));
      await session.see("permission");
      await session.answer(isOlder(release) ? "3" : "4");
      await judge.at("No at the question", session, "interrupted");
      await session.say("/exit");
      await judge.at("the session is left", session, "done");
    },
  },
  {
    name: "No with words",
    async run({ judge, open, release }) {
      const session = await open();
      await session.say(play("ask-think"));
      await judge.at("it asks", session, "permission");
      await session.press(...Array(isOlder(release) ? 2 : 3).fill("Down"));
      await session.seeLine(/❯ \d\. No/);
      await session.press("Tab");
      await session.seeLine(/❯ \d\. No,/);
      await session.terminal.type("use another name");
      await session.seeLine(/use another name/);
      await session.answer("Enter");
      await judge.at("No, with what to do instead: the turn goes on", session, "working", {
        also: ({ waiting }) => ({ waiting: [waiting, null] }),
      });
      await session.press("Escape");
      await judge.at("Escape while it thinks about it", session, "interrupted");
    },
  },
  {
    name: "two questions in one step",
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("ask2"));
      await judge.at("the first question", session, "permission", {
        also: ({ waiting }) => ({ about: [waiting?.question.includes("m1.txt"), true] }),
      });
      await session.answer("Enter");
      await session.seeLine(/touch m2/);
      await judge.at("the second question", session, "permission", {
        also: ({ waiting }) => ({ about: [waiting?.question.includes("m2.txt"), true] }),
      });
      await session.answer("Escape");
      await judge.at("Escape at the second question", session, "interrupted");
    },
  },
  {
    name: "a question is answered",
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("question"));
      await judge.at("it asks a question", session, "input", {
        also: ({ waiting }) => ({
          question: [waiting?.question.includes("Which colour shall it be?"), true],
        }),
      });
      await session.answer("Enter");
      await session.seeLine(/Thank you/);
      await judge.at("the question is answered", session, "idle");
    },
  },
  {
    name: "Escape at a question",
    short: ["hooks only"],
    hooksOnly: true,
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("question"));
      await session.see("input");
      await judge.at("it asks a question", session, "input");
      await session.answer("Escape");
      await judge.at("Escape at the question", session, "interrupted");
    },
  },
  {
    name: "a plan is approved",
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("plan"));
      await judge.at("it shows a plan", session, "input");
      await session.answer("Enter");
      await session.seeLine(/The plan is settled/);
      await judge.at("the plan is approved", session, "idle");
    },
  },
  {
    name: "a plan is refused",
    hooksOnly: true,
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("plan"));
      await session.see("input");
      await session.answer("Escape");
      await judge.at("Escape at the plan", session, "interrupted");
    },
  },
  {
    name: "a form of an MCP server",
    short: ["current"],
    async run({ judge, open }) {
      const session = await open({
        args: ["--mcp-config", elicitConfig()],
        mode: "bypassPermissions",
      });
      await session.say(play("form"));
      await judge.at("it shows a form", session, "input", {
        also: ({ waiting }) => ({
          question: [waiting?.question.includes("What is your name?"), true],
        }),
      });
      await session.answer("Escape");
      await session.seeLine(/The form is answered/);
      await judge.at("the form is declined", session, "idle");
    },
  },
  {
    name: "auto mode asks",
    releases: ["current"],
    async run({ judge, open }) {
      const session = await open({ mode: "auto" });
      await session.say(play("risky"));
      await judge.at("auto mode cannot check and asks whether to stay", session, "input");
      await session.answer("Enter");
      await judge.at("auto mode asks", session, "permission");
      await session.answer("Escape");
      await judge.at("Escape at its question", session, "interrupted");
    },
  },
  {
    name: "the terminal is closed at a question",
    async run({ judge, open }) {
      const session = await open();
      await session.say(play("ask"));
      await session.see("permission");
      await session.terminal.close();
      await judge.at("the terminal is closed at a question", session, "done");
    },
  },
];
