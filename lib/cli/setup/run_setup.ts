import { dirname } from "@std/path/dirname";
import { inspectInstances, type Instance } from "../../instance/inspect.ts";
import { isTemporaryProgram, ownProgram } from "../../instance/launch/own_program.ts";
import { isRunning } from "../../instance/launch/start.ts";
import { placesOf } from "../../integrate/places.ts";
import { EXIT, type ExitCode, UserError } from "../../user_error.ts";
import { isJsonObject } from "../../events/json.ts";
import { findRelease } from "../../integrate/find_release.ts";
import type { CommandContext, CommandResult, OptionValues } from "../core/command.ts";
import { readSettings } from "../core/settings.ts";

/** Asks a person something; `null` where they leave in place of an answer, as by Ctrl-C. */
export type Ask = (question: string, byDefault: boolean) => boolean | null;

/**
 * Asks all that there is to ask, and only then does it: whoever leaves at a question has changed
 * nothing.
 */
export async function runSetup(
  context: CommandContext,
  ask: Ask = askOnTerminal,
): Promise<CommandResult | ExitCode> {
  const { note } = context;
  const running = await findRunning();
  const port = running?.record.port ?? readSettings().range.first;
  const claude = await findClaude();
  const isConnected = claude !== null && await isIntegrated(context, port);

  const start = running === null && ask("Start a server, and open its page?", true);
  if (start === null) return nothingChanged(EXIT.failed);
  if (running === null && !start) return nothingChanged(EXIT.ok);
  const question = `Connect ${claude}? It puts hooks into Claude Code's settings; 'mpm-monitor ` +
    "integrate claude-code --remove' takes them out.";
  const connect = claude !== null && !isConnected && ask(question, false);
  if (connect === null) return nothingChanged(EXIT.failed);

  const done: Record<string, unknown> = {};
  const step = async (name: string, args: readonly string[], options: OptionValues) => {
    const show = (result: Pick<CommandResult, "text" | "json">) => {
      done[name] = result.json;
      if (!context.json) context.show(result);
    };
    const result = await runCommand({ ...context, show }, name, args, options);
    if (typeof result === "object") show(result);
    return typeof result === "object" ? result.exitCode ?? EXIT.ok : result;
  };
  let code = await step("start", [], { ensure: true });
  const actual = (await findRunning())?.record.port ?? port;
  if (code === EXIT.ok && connect) {
    code = await step("integrate", ["claude-code"], { port: `${actual}` });
  }
  if (code === EXIT.ok && await hasPage()) await step("open", [], { port: `${actual}` });
  if (claude === null) note("Once Claude Code is here: mpm-monitor integrate claude-code");
  else if (!connect && !isConnected) {
    note("To connect Claude Code: mpm-monitor integrate claude-code");
  }
  note(
    isTemporaryProgram(ownProgram()) && Deno.build.standalone
      ? "npx keeps mpm-monitor for a while only. To keep it: npm install --global mpm-monitor"
      : "To have it at each login: mpm-monitor service install",
  );
  if (!context.json) return code;
  return { text: "", json: done, exitCode: code };
}

async function findRunning(): Promise<Instance | null> {
  const { instances } = await inspectInstances(readSettings().paths);
  return instances.find(isRunning) ?? null;
}

async function hasPage(): Promise<boolean> {
  const running = await findRunning();
  return running !== null && running.record.options.dashboard_port !== null;
}

/** Claude Code's name and release; `null` where nothing of it is here. */
async function findClaude(): Promise<string | null> {
  const home = Deno.env.get("HOME") || Deno.env.get("USERPROFILE") || "";
  const release = await findRelease(home);
  if (release !== null) return `Claude Code ${release.join(".")}`;
  const configFolder = Deno.env.get("CLAUDE_CONFIG_DIR");
  const { settings } = placesOf("user", { home, configFolder, project: Deno.cwd() });
  const info = await Deno.stat(dirname(settings)).catch(() => null);
  return info?.isDirectory ? "Claude Code" : null;
}

/**
 * What `integrate --dry-run` would change tells whether there is anything to do. Settings that cannot
 * be changed as they are keep nobody from a server.
 */
async function isIntegrated(context: CommandContext, port: number): Promise<boolean> {
  const quiet = { ...context, note: () => {} };
  const options = { "dry-run": true, port: `${port}` } as const;
  try {
    const result = await runCommand(quiet, "integrate", ["claude-code"], options);
    const files: unknown = typeof result === "object" ? result.json["files"] : [];
    return Array.isArray(files) &&
      files.every((file) => isJsonObject(file) && file["action"] === "unchanged");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = error.reason === undefined ? "" : `: ${error.reason}`;
    context.note(`Claude Code cannot be connected as it is. ${error.message}${why}`);
    return true;
  }
}

async function runCommand(
  context: CommandContext,
  name: string,
  args: readonly string[],
  options: OptionValues,
): Promise<CommandResult | ExitCode> {
  const command = await context.commands.load(name);
  if (command === undefined) throw new Error(`There is no command ${name}`);
  return await command.run({ ...context, args, options });
}

function nothingChanged(exitCode: ExitCode): CommandResult {
  return {
    exitCode,
    text: "Nothing was changed. 'mpm-monitor start' starts a server, and 'mpm-monitor --help'\n" +
      "shows all commands.",
    json: { changed: false },
  };
}

/** Nothing but a plain yes is one; an empty line is what the question says. */
function askOnTerminal(question: string, byDefault: boolean): boolean | null {
  const answer = prompt(`${question} ${byDefault ? "[Y/n]" : "[y/N]"}`);
  if (answer === null) return null;
  const word = answer.trim().toLowerCase();
  return word === "" ? byDefault : word === "y" || word === "yes";
}
