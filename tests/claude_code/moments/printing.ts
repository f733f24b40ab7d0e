import { play } from "../api/script.ts";
import type { Scenario } from "./scenario.ts";

/** Print mode: `claude -p`. */
export const PRINTING: readonly Scenario[] = [
  {
    name: "print mode, short",
    short: ["current"],
    hooksOnly: true,
    async run({ judge, print }) {
      let last = "";
      for (const time of ["first", "second", "third"]) {
        const { id } = await print(play("hello")).ended;
        await judge.told(`the ${time} has ended`, id, "done", {
          also: ({ ended, prompt }) => ({
            ended: [ended !== null, true],
            prompt: [prompt, play("hello")],
          }),
        });
        last = id;
      }
      await judge.tokens("tokens of the third", last);
    },
  },
  {
    name: "print mode, long",
    short: ["current"],
    async run({ world, judge, print, asked }) {
      const printing = print(play("think"));
      await asked("think");
      await judge.told("it thinks", printing.id, "working");
      world.api.gates.open("think");
      await printing.ended;
      await judge.told("it has ended", printing.id, "done");
    },
  },
  {
    name: "print mode, broken off",
    async run({ judge, print, asked }) {
      for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
        const printing = print(play("think"));
        await asked("think");
        await judge.told(`it thinks, before ${signal}`, printing.id, "working");
        printing.kill(signal);
        await printing.ended;
        await judge.told(`ended by ${signal}`, printing.id, "done");
      }
    },
  },
  {
    name: "print mode, a failing sub-agent",
    async run({ world, judge, print }) {
      world.api.gates.open("agent-failed");
      const { id } = await print(play("agent-fails")).ended;
      await judge.told("it has ended", id, "done", {
        also: ({ agents, errors }) => ({
          agents: [agents.slice(1).map(({ state }) => state), ["failed"]],
          errors: [errors, 1],
        }),
      });
    },
  },
  {
    name: "print mode, the model refuses",
    async run({ judge, print }) {
      const { id } = await print(play("error")).ended;
      await judge.told("it has ended", id, "done", {
        also: ({ errors }) => ({ errors: [errors, 1] }),
      });
    },
  },
  {
    name: "print mode, tools are denied",
    async run({ judge, print }) {
      const { id } = await print(play("ask"), ["--permission-mode", "default"]).ended;
      await judge.told("it has ended", id, "done", {
        also: ({ waiting }) => ({ waiting: [waiting, null] }),
      });
    },
  },
];
