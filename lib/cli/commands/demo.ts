import { endSignal } from "../../daemon/signals.ts";
import { demoHour } from "../../demo/hour.ts";
import { chooseInstance } from "../core/choose_instance.ts";
import type { Command } from "../core/command.ts";
import { portOption, readSettings } from "../core/settings.ts";
import { numberOption } from "../core/number_option.ts";
import { playInputs } from "../events/play_inputs.ts";

const DEFAULT_SPEED = 30;

/** `demo`: an hour of several projects and agents, played into a running server. */
export const demo: Command = {
  name: "demo",
  summary: "Play an hour of made-up agents into a running server",
  options: [
    {
      name: "speed",
      value: "N",
      summary: `How many times faster than life; ${DEFAULT_SPEED} unless given`,
    },
    {
      name: "seed",
      value: "S",
      summary: "The same seed plays the same hour; a new one unless given",
    },
    { name: "port", value: "PORT", summary: "Server to play to; the first unless given" },
  ],
  examples: ["mpm-monitor demo", "mpm-monitor demo --speed 1000 --seed 7"],
  async run({ options, note }) {
    const speed = numberOption(options, "speed", { low: 0.1, high: 1e9 }) ?? DEFAULT_SPEED;
    const seed = numberOption(options, "seed", { low: 0, high: 2 ** 32 - 1, whole: true }) ??
      Math.floor(Math.random() * 10_000);
    const { paths } = readSettings();
    const { record } = await chooseInstance(paths, portOption(options, "port"));
    const begins = Date.now();
    const inputs = demoHour({ seed, run: begins.toString(36), begins });
    const seconds = (inputs.at(-1)?.at ?? 0) / 1000 / speed;
    const { host, port, token } = record;
    note(
      `Playing ${inputs.length} events to port ${port} in ${inWords(seconds)}; end with Ctrl-C`,
    );
    const controller = new AbortController();
    using ending = endSignal();
    void ending.received.then(() => controller.abort());
    const { signal } = controller;
    const events = await playInputs(inputs, { speed, host, port, token, signal });
    const interrupted = events < inputs.length;
    return {
      text: interrupted
        ? `Ended after ${events} of ${inputs.length} events, and with it the sessions (seed ${seed})`
        : `Played ${events} events of an hour to port ${port} (seed ${seed})`,
      json: { port, events, speed, seed, interrupted },
    };
  },
};

function inWords(seconds: number): string {
  if (seconds < 1) return "a moment";
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
