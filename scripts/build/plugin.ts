/**
 * `deno task plugin`: writes those files of the Claude Code plugin that follow from the program: its
 * hooks, which are those of `integrate`, its manifest with the version, and the MCP server.
 */
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { hooksFor } from "../../lib/integrate/hooks.ts";
import { ASSUMED_RELEASE, kindsOf } from "../../lib/integrate/kinds.ts";
import { PLUGIN_NAME } from "../../lib/integrate/plugin.ts";
import { PROJECT_URL } from "../../lib/release/layout.ts";
import { DEFAULT_RANGE } from "../../lib/ports/range.ts";
import { VERSION } from "../../lib/version.ts";

/** The plugin's folder in this repository, with what is written by hand. */
export const PLUGIN_FOLDER = "scripts/plugin";

const SUMMARY = "Shows what every Claude Code session and agent does: live, searchable, on your " +
  "own machine";

/**
 * The files by their path in the repository.
 *
 * @param port of the server that the hooks tell
 */
export function pluginFiles(port = DEFAULT_RANGE.first): Readonly<Record<string, string>> {
  const common = {
    name: PLUGIN_NAME,
    description: SUMMARY,
    version: VERSION,
    author: { name: "The mpm-monitor authors" },
    license: "MIT",
    homepage: PROJECT_URL,
    keywords: ["monitoring", "hooks", "agents", "dashboard"],
  };
  // Older releases discard all of a plugin's hooks for one kind that they do not know.
  const hooks = hooksFor({
    host: "localhost",
    port,
    program: [PLUGIN_NAME],
    kinds: kindsOf(ASSUMED_RELEASE),
    plugin: true,
  });
  const files: Readonly<Record<string, unknown>> = {
    ".claude-plugin/marketplace.json": {
      name: PLUGIN_NAME,
      owner: common.author,
      description: "mpm-monitor for Claude Code",
      plugins: [{ ...common, source: `./${PLUGIN_FOLDER}`, category: "monitoring" }],
    },
    [`${PLUGIN_FOLDER}/.claude-plugin/plugin.json`]: { ...common, repository: PROJECT_URL },
    [`${PLUGIN_FOLDER}/hooks/hooks.json`]: {
      description: "Tell mpm-monitor what happens; written by 'deno task plugin'",
      hooks: Object.fromEntries(Array.from(hooks, ([kind, group]) => [kind, [group]])),
    },
    [`${PLUGIN_FOLDER}/.mcp.json`]: {
      mcpServers: { [PLUGIN_NAME]: { command: PLUGIN_NAME, args: ["mcp"] } },
    },
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`]),
  );
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(pluginFiles())) {
    const file = join(REPOSITORY, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}
