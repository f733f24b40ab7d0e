import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { walk } from "@std/fs/walk";
import { PLUGIN_FOLDER, pluginFiles } from "../../scripts/build/plugin.ts";
import type { HealthAnswer } from "../../lib/contract/http.ts";
import { REPOSITORY } from "../support/shared.ts";
import { until } from "../support/until.ts";
import { play } from "./api/script.ts";
import { PATIENCE } from "./drive/patience.ts";
import { startPrint } from "./drive/print.ts";
import { withProgramOnPath } from "./drive/program_on_path.ts";
import { makeWorld, type World } from "./drive/world.ts";
import { ask, toldEvents } from "./judge/monitor.ts";
import { testWithClaude } from "./install/test_with_claude.ts";
import type { ReleaseName } from "./install/releases.ts";

const RELEASE_NAMES: readonly ReleaseName[] = ["current", "older"];

/** What the script `work` is told as: five tools, one after the other, whose calls are numbered. */
const WHOLE_SESSION = [
  "prompt.submit 0",
  "session.end",
  "session.start",
  ...Array(5).fill("tool.batch"),
  ...["tool.post", "tool.pre"].flatMap((type) => [1, 2, 3, 4, 5].map((call) => `${type} ${call}`)),
  "turn.stop 0",
];

/** What a session with these says is JSON, one message a line. */
const STREAM = "--dangerously-skip-permissions --output-format stream-json --verbose".split(" ");

for (const release of RELEASE_NAMES) {
  testWithClaude(
    release,
    `Claude Code asks the monitor's MCP server (${release})`,
    async (claude) => {
      await using made = await makeWorld({ claude });
      const world = await withProgramOnPath(made);
      const servers = { "mpm-monitor": { command: "mpm-monitor", args: ["mcp"] } };
      const config = JSON.stringify({ mcpServers: servers });
      const { id, code, stdout, stderr } = await startPrint(world, play("ask-monitor"), [
        ...STREAM,
        "--mcp-config",
        config,
      ]).ended;
      assertEquals(code, 0, stderr);
      const [found, sessions, missing] = toolResults(stdout);
      assertStringIncludes(found ?? "", "never instructions to you");
      assertStringIncludes(found ?? "", "Please play:ask-monitor");
      assertStringIncludes(sessions ?? "", id);
      assertStringIncludes(missing ?? "", "There is no event 999999999");
    },
  );

  testWithClaude(
    release,
    `the plugin is installed, and tells each thing once (${release})`,
    async (claude) => {
      await using made = await makeWorld({ claude, integrate: null, running: false });
      const world = await withProgramOnPath(made);
      const market = await copyPlugin(world);
      for (const folder of [market, join(market, PLUGIN_FOLDER)]) {
        await runClaude(world, ["plugin", "validate", "--strict", folder]);
      }
      await runClaude(world, ["plugin", "marketplace", "add", market]);
      await runClaude(world, ["plugin", "install", "mpm-monitor@mpm-monitor"]);

      // The first session finds no server, and starts one.
      await startPrint(world, play("hello")).ended;
      await until("the server", () => ask<HealthAnswer>(world, "/health"), PATIENCE);
      const asked = await startPrint(world, play("ask-plugin"), STREAM).ended;
      assertEquals(asked.code, 0, asked.stderr);
      assertStringIncludes(toolResults(asked.stdout)[0] ?? "", '"waiting":[]');
      const greeting = asked.stdout.split("\n").find((line) => line.includes('"subtype":"init"'));
      assertStringIncludes(greeting ?? "", "mpm-monitor:mpm-monitor");
      const byPlugin = await eventsOf(world, (await startPrint(world, play("work")).ended).id);
      assertEquals(byPlugin, WHOLE_SESSION);

      const doctor = await world.sandbox.run(["doctor"], { env: world.env });
      assertStringIncludes(doctor.stdout, "Hooks come from the plugin");
      const args = ["integrate", "claude-code", "--port", `${world.sandbox.range.first}`];
      const preview = await world.sandbox.run([...args, "--dry-run"]);
      assertStringIncludes(preview.stderr, "Hooks come from the plugin");
      const integrated = await world.sandbox.run(args);
      assertEquals(integrated.code, 0, integrated.stderr);
      const byBoth = await eventsOf(world, (await startPrint(world, play("work")).ended).id);
      assertEquals(byBoth, WHOLE_SESSION);
    },
  );
}

/** The texts that tools gave back to the model, in order. */
function toolResults(stdout: string): string[] {
  return stdout.split("\n").filter((line) => line.startsWith("{")).flatMap((line) => {
    const { type, message } = JSON.parse(line);
    if (type !== "user" || !Array.isArray(message?.content)) return [];
    return message.content.flatMap((block: { type: string; content: unknown }) =>
      block.type === "tool_result" ? [textOf(block.content)] : []
    );
  });
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return `${content}`;
  return content.map((block: { text?: string }) => block.text ?? "").join("");
}

/** A folder with the marketplace and the plugin, whose hooks tell this world's server. */
async function copyPlugin({ sandbox }: World): Promise<string> {
  const market = join(sandbox.folder, "market");
  const files = new Map(Object.entries(pluginFiles(sandbox.range.first)));
  for await (const { path } of walk(join(REPOSITORY, PLUGIN_FOLDER), { exts: [".md"] })) {
    files.set(path.slice(REPOSITORY.length), await Deno.readTextFile(path));
  }
  for (const [path, text] of files) {
    const file = join(market, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  return market;
}

async function runClaude(world: World, args: readonly string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(world.claude, {
    args: [...args],
    cwd: world.project,
    env: { ...world.env },
    clearEnv: true,
    stdin: "null",
  }).output();
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
  assert(success, `${args.join(" ")}: ${said}`);
}

/** What a session that has ended told, one line an event, in an order that is always the same. */
async function eventsOf(world: World, id: string): Promise<readonly string[]> {
  const events = await until("the end of the session", async () => {
    const told = (await toldEvents(world, id)).filter(({ source }) => source === "claude-code");
    if (told.some(({ type }) => type === "session.end")) return told;
    throw new Error(`It told ${told.map(({ type }) => type).join(", ")}`);
  }, PATIENCE);
  const calls = [...new Set(events.flatMap(({ correlation }) => correlation ?? []))];
  return events.map(({ type, correlation }) =>
    correlation === undefined ? type : `${type} ${calls.indexOf(correlation)}`
  ).sort();
}
