import { requestLocal } from "../../daemon/local_http.ts";
import { demoHour } from "../../demo/hour.ts";
import type { DemoInput } from "../../demo/input.ts";
import { UserError } from "../../user_error.ts";
import { chooseInstance } from "../choose_instance.ts";
import type { Command } from "../command.ts";
import { portOption, readSettings } from "../settings.ts";
import { numberOption } from "../number_option.ts";

const DEFAULT_SPEED = 30;
/** Milliseconds that the server may take for one input. */
const TIMEOUT = 10_000;

/** `demo`: an hour of several projects and agents, played into a running server. */
export const demo: Command = {
  name: "demo",
  summary: "Play an hour of several projects and agents into a running server",
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
    note(`Playing ${inputs.length} events to port ${record.port} in ${inWords(seconds)}`);
    await play(inputs, { speed, host: record.host, port: record.port, token: record.token });
    return {
      text: `Played ${inputs.length} events of an hour to port ${record.port} (seed ${seed})`,
      json: { port: record.port, events: inputs.length, speed, seed },
    };
  },
};

interface Stage {
  readonly speed: number;
  readonly host: string;
  readonly port: number;
  readonly token: string | null;
}

async function play(
  inputs: readonly DemoInput[],
  { speed, host, port, token }: Stage,
): Promise<void> {
  const begin = performance.now();
  for (const { at, path, body } of inputs) {
    const early = at / speed - (performance.now() - begin);
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const answer = await requestLocal({
      host,
      port,
      token,
      path,
      method: "POST",
      body,
      timeout: TIMEOUT,
    });
    if (answer.kind === "answer" && answer.status < 300) continue;
    throw new UserError(`Server on port ${port} did not take an event of the demo`, {
      code: "failed",
      reason: answer.kind === "answer"
        ? `It answered ${answer.status}`
        : answer.kind === "refused"
        ? "It is not running any more"
        : "It gave no answer in time",
      hint: "Use 'mpm-monitor status' to see how it is",
    });
  }
}

function inWords(seconds: number): string {
  if (seconds < 1) return "a moment";
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
