import type { JsonObject } from "../../lib/events/event.ts";

const SESSION = { session_id: "story-session", cwd: "/home/dev/shop-api" };

/** Raw hook inputs of a short session: a prompt, tools, a sub-agent, a failure, a question. */
export function story(): readonly JsonObject[] {
  return [
    hook("SessionStart", { source: "startup", model: "claude-sonnet-5" }),
    hook("UserPromptSubmit", { prompt: "Fix the rounding of the cart's total, with a test" }),
    ...call("a", "Edit", {
      file_path: "/home/dev/shop-api/lib/cart.ts",
      old_string: "round(a)",
      new_string: "round(a + b)",
    }, { filePath: "lib/cart.ts" }),
    ...call("b", "Bash", { command: "deno task test" }, {
      stdout: "12 passed\n",
      stderr: "",
      interrupted: false,
    }),
    hook("PreToolUse", {
      tool_name: "Task",
      tool_use_id: "c",
      tool_input: { subagent_type: "reviewer", description: "Check it", prompt: "Look twice" },
    }),
    hook("SubagentStart", { agent_id: "agent-1", agent_type: "reviewer" }),
    ...call("d", "Grep", { pattern: "round\\(" }, { numFiles: 2, content: "a\nb" }, {
      agent_id: "agent-1",
      agent_type: "reviewer",
    }),
    hook("PostToolUseFailure", {
      tool_name: "Read",
      tool_use_id: "e",
      tool_input: { file_path: "/home/dev/shop-api/missing.ts" },
      error: "File does not exist",
    }),
    ...call("f", "TodoWrite", {
      todos: [
        { content: "Find the cause", status: "completed", activeForm: "Finding" },
        { content: "Write the test", status: "in_progress", activeForm: "Writing" },
      ],
    }, {}),
    hook("PreToolUse", {
      tool_name: "Bash",
      tool_use_id: "g",
      tool_input: { command: "git push" },
    }),
    hook("PermissionRequest", { tool_name: "Bash", tool_input: { command: "git push" } }),
  ];
}

/** Sends raw hook inputs one after the other, as Claude Code does. */
export async function postHooks(url: string, hooks: readonly JsonObject[]): Promise<void> {
  for (const body of hooks) {
    const response = await fetch(`${url}/hooks/claude`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await response.body?.cancel();
    if (response.status !== 204) throw new Error(`The hook was answered ${response.status}`);
  }
}

/** One raw hook input of the story's session. */
export function hook(name: string, fields: JsonObject): JsonObject {
  return { ...SESSION, hook_event_name: name, ...fields };
}

/** Raw hook inputs of a call and its end; `agent` are further fields of both. */
export function call(
  id: string,
  tool: string,
  input: JsonObject,
  response: JsonObject,
  agent: JsonObject = {},
): readonly JsonObject[] {
  const fields = { ...agent, tool_name: tool, tool_use_id: id, tool_input: input };
  return [
    hook("PreToolUse", fields),
    hook("PostToolUse", { ...fields, tool_response: response, duration_ms: 120 }),
  ];
}
