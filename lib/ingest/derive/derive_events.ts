/**
 * What tool use tells about a project: files that changed, git operations, and test runs. Each
 * becomes an event of its own behind the tool's.
 */
import { isEditing } from "../../events/tools/editing_tools.ts";
import type { EventDraft, JsonObject, Status } from "../../events/event.ts";
import { field, isJsonObject, objectIn, textIn } from "../../events/json.ts";
import { summarise } from "../../events/summary/summary.ts";
import type { KnownType } from "../../events/types.ts";
import type { NewEvent } from "../../events/new_event.ts";
import { gitOperation } from "./git.ts";
import { commandsOf } from "./shell.ts";
import { OWN_SOURCE } from "../../events/own_source.ts";
import { testCounts, testRunner } from "./tests.ts";

interface Derived {
  readonly type: KnownType;
  readonly status?: Status | undefined;
  readonly data: JsonObject;
}

/** The events that follow from a tool's end; none from any other event. */
export function deriveEvents(event: NewEvent): readonly NewEvent[] {
  const { draft } = event;
  if (draft.type !== "tool.post" && draft.type !== "tool.failure") return [];
  if (!isJsonObject(draft.data)) return [];
  return derive(draft, draft.data).map((derived, index) => follow(event, derived, index));
}

function derive(draft: EventDraft, payload: JsonObject): readonly Derived[] {
  const input = objectIn(payload, "tool_input");
  if (draft.tool !== undefined && isEditing(draft.tool)) {
    return draft.status === "error" ? [] : fileChange(draft.tool, input, payload);
  }
  if (draft.tool !== "Bash") return [];
  const line = textIn(input, "command");
  return line === undefined ? [] : fromCommand(line, draft, payload);
}

function fileChange(tool: string, input: JsonObject, payload: JsonObject): readonly Derived[] {
  const path = textIn(input, "file_path", "notebook_path");
  if (path === undefined) return [];
  const isNew = textIn(objectIn(payload, "tool_response"), "type") === "create";
  const change = isNew ? "created" : tool === "Write" ? "written" : "modified";
  return [{ type: "file.change", data: { file_path: path, change_type: change, tool } }];
}

function fromCommand(line: string, draft: EventDraft, payload: JsonObject): readonly Derived[] {
  const commands = commandsOf(line);
  const status = draft.status === "error" ? "error" : "ok";
  const operations = commands.map(gitOperation).filter((operation) => operation !== undefined);
  const runner = commands.map(testRunner).find((name) => name !== undefined);
  return [
    ...operations.slice(0, MAX_OPERATIONS).map(({ operation, detail }): Derived => ({
      type: "git.operation",
      status,
      data: { operation, ...(detail === undefined ? {} : { details: { message: detail } }) },
    })),
    ...(runner === undefined ? [] : [testResult(runner, line, status, payload)]),
  ];
}

/** A line with more operations is a script, and its first ones say enough. */
const MAX_OPERATIONS = 8;

function testResult(runner: string, command: string, status: Status, payload: JsonObject): Derived {
  const counts = testCounts(outputOf(payload));
  return {
    type: "test.result",
    status: (counts.failed ?? 0) > 0 ? "error" : status,
    data: { runner, command, ...counts },
  };
}

function outputOf(payload: JsonObject): string {
  const response = field(payload, "tool_response");
  if (typeof response === "string") return response;
  const parts = isJsonObject(response)
    ? [textIn(response, "stdout"), textIn(response, "stderr"), textIn(response, "output")]
    : [];
  return [...parts, textIn(payload, "output"), textIn(payload, "error")]
    .filter((part) => part !== undefined).join("\n");
}

function follow(event: NewEvent, { type, data, status }: Derived, index: number): NewEvent {
  const { tool: _tool, status: _status, duration_ms: _duration, ...rest } = event.draft;
  const { body } = event;
  return {
    draft: {
      ...rest,
      source: OWN_SOURCE,
      category: "project",
      type,
      ...(status === undefined ? {} : { status }),
      summary: summarise({ type, project: rest.project, payload: data }),
      data,
    },
    key: keyOf(event, `${type} ${index}`),
    body: body === undefined ? undefined : `${body} ${index}`,
  };
}

// One tool use may be followed by several events of one type.
function keyOf({ key, once, draft }: NewEvent, name: string): string | undefined {
  if (key !== undefined) return `${key} ${name}`;
  return once ? `tool use ${draft.correlation} ${draft.agent ?? ""} ${name}` : undefined;
}
