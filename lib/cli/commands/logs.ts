import { inspectInstances } from "../../instance/inspect.ts";
import { endSignal } from "../../daemon/signals.ts";
import { followFile } from "../../instance/home/follow.ts";
import { lastLines } from "../../instance/home/log_file.ts";
import { logPath, type StatePaths } from "../../instance/home/paths.ts";
import { EXIT, UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { numberOption } from "../core/number_option.ts";
import { refuseBoth } from "../../config/choose.ts";
import { portOption, readSettings } from "../core/settings.ts";

/** `logs`: the server's own log, also after it has ended. */
export const logs: Command = {
  name: "logs",
  summary: "Show a server's own log",
  options: [
    {
      name: "port",
      value: "PORT",
      summary: "Server whose log to show; a running one unless given",
    },
    { name: "lines", short: "n", value: "N", summary: "Show the last N lines (default: 50)" },
    { name: "follow", short: "f", summary: "Follow the log until Ctrl-C" },
  ],
  examples: ["mpm-monitor logs", "mpm-monitor logs --port 8765 -n 200", "mpm-monitor logs -f"],
  async run({ options, write }) {
    refuseBoth(options, "follow", "json");
    const { paths } = readSettings();
    const count = numberOption(options, "lines", COUNT) ?? 50;
    const port = portOption(options, "port") ?? await likelyPort(paths);
    const path = logPath(paths, port);
    const size = await sizeOf(path);
    if (size === null) {
      throw new UserError(`There is no log of port ${port}`, {
        code: "notRunning",
        reason: `${path} does not exist`,
        hint: "Use 'mpm-monitor start' to start the server",
      });
    }
    const lines = lastLines(path, count);
    if (options["follow"] !== true) {
      return { text: lines.join("\n"), json: { port, path, lines } };
    }
    write(lines.map((line) => line + "\n").join(""));
    using end = endSignal();
    const stop = new AbortController();
    end.received.then(() => stop.abort());
    for await (const text of followFile(path, { signal: stop.signal, from: size })) write(text);
    return EXIT.ok;
  },
};

/** The port of a server that runs, else of the log that was written last. */
async function likelyPort(paths: StatePaths): Promise<number> {
  const { instances } = await inspectInstances(paths);
  const running = instances.find(({ state }) => state !== "stale") ?? instances[0];
  if (running !== undefined) return running.record.port;
  const newest = (await logTimes(paths)).sort((a, b) => b.time - a.time)[0];
  if (newest !== undefined) return newest.port;
  throw new UserError("There is no log yet", {
    code: "notRunning",
    hint: "Use 'mpm-monitor start' to start the server",
  });
}

async function logTimes(paths: StatePaths): Promise<{ port: number; time: number }[]> {
  const times = [];
  try {
    for await (const { name } of Deno.readDir(paths.logs)) {
      const port = /^(\d+)\.log$/.exec(name)?.[1];
      if (port === undefined) continue;
      const { mtime } = await Deno.stat(logPath(paths, Number(port)));
      times.push({ port: Number(port), time: mtime?.getTime() ?? 0 });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return times;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

const COUNT = { low: 0, high: 1_000_000, whole: true };
