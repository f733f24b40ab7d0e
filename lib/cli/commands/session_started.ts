import { DEFAULT_HOST } from "../../instance/home/host.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import { requestLocal } from "../../instance/local_http.ts";
import { SESSION_COMMAND } from "../../integrate/hooks.ts";
import { EXIT } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { ownProgram } from "../../instance/launch/own_program.ts";
import { portOption, readSettings } from "../core/settings.ts";

/** Milliseconds that the server may take for the event. */
const TIMEOUT = 10_000;

/**
 * `__session_started`: what the session start hook runs in the background. Makes sure that a server
 * runs, and gives it the hook's input, since Claude Code sends this event to commands only.
 */
export const sessionStarted: Command = {
  name: SESSION_COMMAND,
  summary: "Take a session start from Claude Code",
  options: [{ name: "port", value: "PORT", summary: "Server that gets the event" }],
  examples: [],
  hidden: true,
  async run({ options }) {
    const { paths, range } = readSettings();
    const port = portOption(options, "port") ?? range.first;
    const input = await new Response(Deno.stdin.readable).text();
    const [program = "", ...leading] = ownProgram();
    // A process of its own: what it prints, and how it ends, is of no interest here.
    await new Deno.Command(program, {
      args: [...leading, "start", "--ensure", "--quiet", "--port", `${port}`],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    const body: unknown = JSON.parse(input);
    const { instances } = await inspectInstances(paths);
    const record = instances.find(({ record }) => record.port === port)?.record;
    const answer = await requestLocal({
      host: record?.host ?? DEFAULT_HOST,
      port,
      token: record?.token ?? null,
      path: "/hooks/claude",
      method: "POST",
      body,
      timeout: TIMEOUT,
    });
    return answer.kind === "answer" && answer.status === 204 ? EXIT.ok : EXIT.failed;
  },
};
