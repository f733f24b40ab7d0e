import { refuseBoth } from "../../config/choose.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { ownFolder } from "../../instance/launch/own_program.ts";
import { outputOf, runTool } from "../../ports/table/run_tool.ts";
import { RELEASES_URL } from "../../release/layout.ts";
import { type Platform, PLATFORMS } from "../../release/platforms.ts";
import { Binary } from "../../upgrade/binary.ts";
import { type Channel, channelOf } from "../../upgrade/channel.ts";
import { isNewer } from "../../upgrade/is_newer.ts";
import { writeKnownRelease } from "../../upgrade/known_release.ts";
import { latestVersion } from "../../upgrade/releases.ts";
import { goBack, upgradeBinary } from "../../upgrade/upgrade_binary.ts";
import { UserError } from "../../user_error.ts";
import { VERSION } from "../../version.ts";
import type { Command, CommandContext, CommandResult } from "../core/command.ts";
import { readSettings, textOption } from "../core/settings.ts";
import { restartServers } from "../upgrade/restart_servers.ts";
import { checkView, upgradeView } from "../views/upgrade_view.ts";

/** `upgrade`: replaces the binary by a newer one, and has running servers run it. */
export const upgrade: Command = {
  name: "upgrade",
  summary: "Install a newer release, and restart running servers",
  options: [
    { name: "check", summary: "Only tell whether there is a newer release" },
    { name: "back", summary: "Go back to the version before the last upgrade" },
    { name: "to", value: "VERSION", summary: "Release to install; the latest unless given" },
  ],
  examples: [
    "mpm-monitor upgrade --check",
    "mpm-monitor upgrade",
    "mpm-monitor upgrade --back",
  ],
  async run(context) {
    const { options } = context;
    refuseBoth(options, "check", "back");
    refuseBoth(options, "check", "to");
    refuseBoth(options, "back", "to");
    const channel = await ownChannel();
    if (options["check"] === true) return await check(channel);
    if (channel.kind === "managed") {
      throw new UserError(`This mpm-monitor ${channel.by}`, {
        code: "failed",
        reason: "What looks after it would not know of another version",
        hint: options["back"] === true
          ? "Get an earlier version by the same means"
          : `Use: ${channel.command}`,
      });
    }
    return await replace(context);
  },
};

async function check(channel: Channel): Promise<CommandResult> {
  const latest = await latestVersion({ base: releasesUrl() });
  const { paths } = readSettings();
  await writeKnownRelease(paths, { version: latest, checked_at: Date.now() });
  return checkView({
    current: VERSION,
    latest,
    newer: isNewer(latest, VERSION),
    command: channel.kind === "binary" ? "mpm-monitor upgrade" : channel.command,
  });
}

async function replace({ options, note }: CommandContext): Promise<CommandResult> {
  const binary = new Binary(await Deno.realPath(Deno.execPath()));
  const upgraded = options["back"] === true ? await goBack(binary, VERSION) : await upgradeBinary({
    binary,
    current: VERSION,
    server: { base: releasesUrl() },
    platform: ownPlatform(),
    wanted: textOption(options, "to")?.replace(/^v/, "") ?? null,
    note,
  });
  if (!upgraded.changed) return upgradeView(upgraded, { restarted: [], failed: [] });
  const { instances } = await inspectInstances(readSettings().paths);
  return upgradeView(upgraded, await restartServers(binary.path, instances));
}

function releasesUrl(): string {
  return Deno.env.get("MPM_MONITOR_BASE_URL") || RELEASES_URL;
}

function ownPlatform(): Platform {
  const found = PLATFORMS.find(({ target }) => target === Deno.build.target);
  if (found !== undefined) return found;
  throw new UserError(`There are no releases for ${Deno.build.target}`, {
    code: "failed",
    hint: "Use 'deno task compile' in a clone of the repository",
  });
}

async function ownChannel(): Promise<Channel> {
  const { standalone } = Deno.build;
  if (!standalone) return channelOf({ standalone, path: ownFolder(), debianPackage: null });
  const path = await Deno.realPath(Deno.execPath());
  const owner = Deno.build.os === "linux"
    ? await outputOf(runTool, "dpkg-query", ["-S", path])
    : "";
  const debianPackage = /^([^\s:]+)(?::\S+)?: \//m.exec(owner)?.[1] ?? null;
  return channelOf({ standalone, path, debianPackage });
}
