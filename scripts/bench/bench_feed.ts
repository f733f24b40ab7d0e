/**
 * How fast a server's feed reaches many clients, and what that costs.
 *
 * `deno run -A scripts/bench/bench_feed.ts [--seconds N] [--clients N] [--rate N] [--rounds N] [--real N]`
 * sends at an even rate, in turns without and with clients: the difference is the feed.
 *
 * `deno run -A scripts/bench/bench_feed.ts --soak --seconds 600` keeps the clients on all the time and
 * watches the server's memory.
 *
 * `deno run -A scripts/bench/bench_feed.ts --closed-loop [--seconds N] [--clients N]` sends as fast as the
 * clients take it, against a bare WebSocket broadcast of one frame an event.
 *
 * `deno run -A scripts/bench/bench_feed.ts --emitters [--seconds N] [--clients N]` has clients emit events
 * as fast as these are acknowledged, beside one that sends little.
 *
 * The server, the clients that measure and those that only count are processes of their own.
 */
import { parseArgs } from "@std/cli/parse-args";
import { measureClosedLoop } from "./feed/closed_loop.ts";
import { measureEmitters } from "./feed/emitters.ts";
import { measureFanOut, measureSoak } from "./feed/fan_out.ts";

if (import.meta.main) {
  const args = parseArgs(Deno.args, {
    string: ["seconds", "clients", "rate", "rounds", "real"],
    boolean: ["closed-loop", "soak", "emitters"],
  });
  const number = (name: string, otherwise: number) => Number(args[name] ?? otherwise);
  const clients = number("clients", 100);
  const rounds = number("rounds", 3);
  if (args["closed-loop"] === true) {
    await measureClosedLoop({ clients, rounds, seconds: number("seconds", 4) }, say);
  } else if (args["emitters"] === true) {
    const seconds = number("seconds", 4);
    for (const count of args["clients"] === undefined ? [1, 10] : [clients]) {
      await measureEmitters({ clients: count, seconds }, say);
    }
  } else {
    const seconds = number("seconds", 10);
    const rate = number("rate", 1_000);
    const measure = args["soak"] === true ? measureSoak : measureFanOut;
    await measure({ clients, rounds, seconds, rate, real: number("real", 10) }, say);
  }
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
