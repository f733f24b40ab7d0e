import type { JsonObject } from "../events/event.ts";
import { textIn } from "../events/json.ts";
import type { DemoInput } from "./input.ts";

/** Hooks by which a tool ends. */
const ENDS = new Set(["PostToolUse", "PostToolUseFailure"]);

/**
 * What the clients of an hour send when they are all ended in the middle of it: tools that run are
 * interrupted, the last one first, and then each session ends. One that had crashed sends nothing.
 * Pure.
 *
 * @param inputs the whole hour
 * @param sent how many of its inputs were sent
 * @returns by session, each in its order
 */
export function interruptionOf(inputs: readonly DemoInput[], sent: number): DemoInput[][] {
  const played = Map.groupBy(inputs.slice(0, sent).filter(isHook), ({ body }) => body.session_id);
  const toCome = new Set(inputs.slice(sent).filter(isHook).map(({ body }) => body.session_id));
  const at = inputs[sent - 1]?.at ?? 0;
  return Array.from(played, ([session, hooks]) => {
    const tools = openTools(hooks.map(({ body }) => body));
    const hasCrashed = tools.length > 0 && !toCome.has(session);
    const last = hooks.at(-1)?.body;
    if (last === undefined || last.hook_event_name === "SessionEnd" || hasCrashed) return [];
    return [...tools.map(interrupted), ended(last)]
      .map((body): DemoInput => ({ at, path: "/hooks/claude", body }));
  }).filter((ends) => ends.length > 0);
}

interface HookBody extends JsonObject {
  readonly session_id: string;
  readonly hook_event_name: string;
}

function isHook(input: DemoInput): input is DemoInput & { readonly body: HookBody } {
  return input.path === "/hooks/claude";
}

function openTools(hooks: readonly HookBody[]): HookBody[] {
  const open = new Map<string, HookBody>();
  for (const hook of hooks) {
    const use = textIn(hook, "tool_use_id");
    if (use === undefined) continue;
    if (hook.hook_event_name === "PreToolUse") open.set(use, hook);
    else if (ENDS.has(hook.hook_event_name)) open.delete(use);
  }
  return [...open.values()].reverse();
}

function interrupted(tool: HookBody): JsonObject {
  const error = "Interrupted by user";
  return { ...tool, hook_event_name: "PostToolUseFailure", error, is_interrupt: true };
}

function ended(last: HookBody): JsonObject {
  const { session_id, transcript_path = null, cwd = null, permission_mode = null } = last;
  const about = { session_id, transcript_path, cwd, permission_mode };
  return { ...about, hook_event_name: "SessionEnd", reason: "other" };
}
