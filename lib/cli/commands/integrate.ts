import { resolve } from "@std/path/resolve";
import { hostFor, isReachedHere } from "../../integrate/address.ts";
import { findRelease } from "../../integrate/find_release.ts";
import { carryOut, type OptionalParts, planIntegration } from "../../integrate/integration.ts";
import { ASSUMED_RELEASE, KINDS, kindsOf, type Release } from "../../integrate/kinds.ts";
import { obstaclesFor } from "../../integrate/obstacles.ts";
import { placesOf, type Scope, SCOPES } from "../../integrate/places.ts";
import { pluginSource } from "../../integrate/plugin.ts";
import { readSources, type SettingsSource } from "../../integrate/sources.ts";
import { prepareSpool } from "../../spool/prepare_spool.ts";
import type { InstanceRecord } from "../../instance/home/record.ts";
import { asksEmitters, heldToken, tokenSteps } from "../../instance/home/emitter_token.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { HOME_VARIABLE, type StatePaths } from "../../instance/home/paths.ts";
import { UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { isTemporaryProgram, ownProgram } from "../../instance/launch/own_program.ts";
import { portOption, readOwnConfig, readSettings, textOption } from "../core/settings.ts";
import { integrationView } from "../views/integration_view.ts";

/** `integrate claude-code`: puts hooks, status line and telemetry in place, or takes them out. */
export const integrate: Command = {
  name: "integrate",
  summary: "Connect Claude Code, or disconnect it",
  usage: "claude-code",
  args: { min: 1, max: 1 },
  options: [
    {
      name: "status-line",
      summary: "Also send what Claude Code gives its status line: cost and limits",
    },
    {
      name: "telemetry",
      summary: "Also have its telemetry sent to the server: tokens and cost of each request",
    },
    {
      name: "token",
      summary: "Have hooks show the token in MPM_MONITOR_TOKEN; done by itself where it is needed",
    },
    {
      name: "remove",
      summary: "Take out what was put in; with one of the options above only that",
    },
    {
      name: "scope",
      value: "SCOPE",
      choices: SCOPES,
      summary: "user, project or local: whose Claude Code; user unless given",
    },
    {
      name: "port",
      value: "PORT",
      summary: "Server that gets the events; the range's first unless given",
    },
    { name: "dry-run", summary: "Show what would change, and change nothing" },
  ],
  examples: [
    "mpm-monitor integrate claude-code",
    "mpm-monitor integrate claude-code --status-line --telemetry",
    "mpm-monitor integrate claude-code --scope project --dry-run",
    "mpm-monitor integrate claude-code --remove",
  ],
  async run({ args, options, note }) {
    if (args[0] !== "claude-code") {
      throw new UserError(`Cannot integrate "${args[0]}"`, {
        code: "usage",
        hint: "Use 'mpm-monitor integrate claude-code'",
      });
    }
    const scope = scopeOption(textOption(options, "scope"));
    const { paths, range } = readSettings();
    const port = portOption(options, "port") ?? range.first;
    const remove = options["remove"] === true;
    const dryRun = options["dry-run"] === true;
    const record = await findServer(paths, port);
    const host = record?.host ?? (await readOwnConfig()).get("host")?.value;
    const asking = record !== null && asksEmitters(record) ? record.token : null;
    const named = {
      statusLine: options["status-line"] === true,
      telemetry: options["telemetry"] === true,
      token: options["token"] === true || (!remove && asking !== null),
    };
    if (!remove) await refuseImpossible(named, { scope, host });
    const program = ownProgram();
    const home = userHome();
    const windows = Deno.build.os === "windows";
    const surroundings = {
      home,
      configFolder: Deno.env.get("CLAUDE_CONFIG_DIR"),
      project: Deno.cwd(),
    };
    const places = placesOf(scope, surroundings);
    const release = remove ? null : await findRelease(home);
    if (!remove) noteLeftOut(release, note);
    const plan = await planIntegration({
      places,
      target: {
        host: hostFor(host),
        port,
        program,
        kinds: kindsOf(release ?? ASSUMED_RELEASE),
        home: scope === "project" || !Deno.env.get(HOME_VARIABLE) ? undefined : resolve(paths.home),
        windows,
      },
      remove,
      named,
      home: paths.home,
    });
    if (plan.slashCommandTaken) note("Another /mpm-monitor command is in place: it was left alone");
    if (plan.parts !== null && isTemporaryProgram(program)) {
      note(`The hook of a session start calls ${program[0]}, which npm may delete again.`);
      note("Install Deno, or make a binary with 'deno task compile', and integrate from there.");
    }
    if (!dryRun) {
      if (plan.parts !== null && !windows) await prepareSpool(paths, port);
      await carryOut(plan, paths.home);
    }
    const sources = await readSources(surroundings);
    notePlugin(sources, remove, note);
    const obstacles = plan.parts === null ? [] : obstaclesFor(sources, places.settings);
    const showsToken = plan.parts !== null &&
      (plan.parts.statusLine || plan.parts.telemetry || windows);
    const steps = asking === null || plan.parts === null || !showsToken ? [] : tokenSteps(
      port,
      heldToken(asking, (name) => Deno.env.get(name)),
      plan.parts,
    );
    return integrationView({ plan, scope, port, dryRun, steps, obstacles, showsToken });
  },
};

/** Says which kinds of events this Claude Code will not tell of. */
function noteLeftOut(release: Release | null, note: (line: string) => void): void {
  const left = Object.keys(KINDS).length - kindsOf(release ?? ASSUMED_RELEASE).length;
  if (left === 0) return;
  note(
    release === null
      ? `No Claude Code was found here, so ${left} kinds of events that only newer releases know ` +
        "are left out. Run this again where 'claude --version' works"
      : `Claude Code ${release.join(".")} does not know ${left} kinds of events that newer ` +
        "releases have. Run this again after an update",
  );
}

/** The plugin's hooks stay whatever becomes of those in the settings. */
function notePlugin(
  sources: readonly SettingsSource[],
  remove: boolean,
  note: (line: string) => void,
): void {
  const source = pluginSource(sources);
  if (source === null) return;
  note(
    `Hooks come from the plugin, which ${source.path} enables. ` +
      (remove
        ? "It goes by 'claude plugin uninstall mpm-monitor'"
        : "With hooks in the settings, too, each thing is stored once"),
  );
}

/** What the server on a port has written down of itself; `null` where none runs. */
async function findServer(paths: StatePaths, port: number): Promise<InstanceRecord | null> {
  const { instances } = await inspectInstances(paths);
  const found = instances.find(({ record, state }) => state !== "stale" && record.port === port);
  return found?.record ?? null;
}

function scopeOption(text: string | undefined): Scope {
  const scope = SCOPES.find((known) => known === (text ?? "user"));
  if (scope !== undefined) return scope;
  throw new UserError(`There is no scope "${text}"`, {
    code: "usage",
    hint: "Use --scope user, project or local",
  });
}

/** Says what could not work here, before anything is written. */
async function refuseImpossible(
  named: OptionalParts,
  { scope, host }: { readonly scope: Scope; readonly host: string | undefined },
): Promise<void> {
  if ((named.telemetry || named.statusLine) && host !== undefined && !isReachedHere(host)) {
    throw new UserError("Telemetry and the status line are sent to this machine only", {
      code: "usage",
      reason: `The server listens on ${host} and on no loopback address`,
      hint: "Use 'mpm-monitor restart --host 0.0.0.0' first, or leave these options out",
    });
  }
  if (named.telemetry && scope !== "user") {
    throw new UserError("Telemetry cannot be set up for one project", {
      code: "usage",
      reason: "Claude Code reads these variables from the user's own settings only",
      hint: "Use 'mpm-monitor integrate claude-code --telemetry' without --scope",
    });
  }
  if (!named.statusLine) return;
  if (Deno.build.os === "windows") {
    throw new UserError("The status line cannot be handed on here", {
      code: "failed",
      reason: "On Windows, nobody knows which shell runs it",
      hint: "Use --telemetry, which tells tokens and cost, too",
    });
  }
  const curl = new Deno.Command("curl", { args: ["--version"], stdout: "null", stderr: "null" });
  if (await curl.output().then(({ success }) => success, () => false)) return;
  throw new UserError("The status line cannot be handed on without curl", {
    code: "failed",
    hint: "Install curl, or use --telemetry",
  });
}

function userHome(): string {
  const home = Deno.env.get("HOME") || Deno.env.get("USERPROFILE");
  if (home) return home;
  throw new UserError("Cannot tell where Claude Code keeps its settings", {
    code: "failed",
    reason: "Neither HOME nor USERPROFILE is set",
  });
}
