import { fromClaudeHook } from "../../lib/ingest/adapters.ts";
import type { JsonObject } from "../../lib/events/event.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";

const COMMANDS = [
  "npm test -- --run",
  "git status",
  "deno check lib",
  "rg -n TODO src",
  "make -j8",
];
const PROJECTS = ["/home/dev/shop", "/home/dev/design system", "/home/dev/infra"];

/** The n-th hook input of a believable day: about 600 bytes. */
export function sampleHook(n: number): JsonObject {
  const tool = n % 3 === 0 ? "Edit" : "Bash";
  const isEnd = n % 2 === 1;
  const use = n >> 1;
  const project = PROJECTS[use % 3] ?? "";
  const session = `5f0c1d2e-1111-4a4a-8b8b-${String(n >> 9).padStart(12, "0")}`;
  return {
    session_id: session,
    transcript_path: `/home/dev/.claude/projects/${use % 3}/${session}.jsonl`,
    cwd: project,
    permission_mode: "default",
    hook_event_name: isEnd ? "PostToolUse" : "PreToolUse",
    tool_name: tool,
    tool_use_id: `toolu_${use}`,
    tool_input: tool === "Bash"
      ? { command: COMMANDS[use % 5] ?? "", description: "Do the next thing of the plan" }
      : { file_path: `${project}/src/module_${use % 40}.ts`, old_string: "a", new_string: "b" },
    ...(isEnd ? { tool_response: { stdout: `line ${use} of the output\n`.repeat(8) } } : {}),
  };
}

/** The same, understood. */
export function sampleEvents(count: number): readonly NewEvent[] {
  const start = Date.now();
  return Array.from({ length: count }, (_, n) => {
    const [event] = fromClaudeHook(sampleHook(n), { received: start + n });
    if (event === undefined) throw new Error("A hook became no event");
    return event;
  });
}
