import { yellow } from "@std/fmt/colors";
import { createTwoFilesPatch } from "diff";
import { TOKEN_VARIABLE } from "../../instance/home/token.ts";
import {
  type IntegrationPlan,
  type OptionalParts,
  type PlannedFile,
} from "../../integrate/integration.ts";
import type { Obstacle } from "../../integrate/obstacles.ts";
import type { Scope } from "../../integrate/places.ts";
import { EXIT } from "../../user_error.ts";
import type { CommandResult } from "../core/command.ts";

/** What is shown of an integration. */
export interface IntegrationOutcome {
  readonly plan: IntegrationPlan;
  readonly scope: Scope;
  readonly port: number;
  readonly dryRun: boolean;
  /** Why Claude Code will not run the hooks, or not all of them. */
  readonly obstacles: readonly Obstacle[];
  /** Whether something of what is in place reads a token, where it has one. */
  readonly showsToken: boolean;
  /** What is left to do so that Claude Code has the token, one a line. */
  readonly steps: readonly string[];
}

/** Says what was changed, or with `--dry-run` what would be. */
export function integrationView(outcome: IntegrationOutcome): CommandResult {
  const { plan, scope, port, dryRun, steps, obstacles } = outcome;
  const { parts } = plan;
  const changed = plan.files.filter(isChanged);
  return {
    text: [
      dryRun ? previewText(changed) : doneText(outcome, changed),
      ...stepLines(steps),
      ...obstacleLines(obstacles),
    ].join("\n"),
    json: {
      scope,
      port: parts === null ? null : port,
      removed: parts === null,
      status_line: parts?.statusLine ?? false,
      telemetry: parts?.telemetry ?? false,
      token: parts?.token ?? false,
      token_steps: steps,
      kinds: plan.kinds,
      obstacles,
      dry_run: dryRun,
      files: plan.files.map((file) => ({ path: file.path, kind: file.kind, action: action(file) })),
    },
    ...(obstacles.length === 0 ? {} : { exitCode: EXIT.failed }),
  };
}

function doneText(
  { plan: { parts, kinds }, port, obstacles, showsToken }: IntegrationOutcome,
  changed: readonly PlannedFile[],
): string {
  if (changed.length === 0) {
    return parts === null
      ? "Nothing to remove: Claude Code is not connected here"
      : `Nothing to change: Claude Code is ${joined(obstacles)} to port ${port} already`;
  }
  const files = changed.map((file) => `  - ${capital(file.kind)}: ${file.path} (${action(file)})`);
  if (parts === null) {
    return ["✓ Claude Code is disconnected", ...files, "", "Sessions that run keep their hooks."]
      .join("\n");
  }
  return [
    `${obstacles.length === 0 ? "✓ " : ""}Claude Code is ${joined(obstacles)} to port ${port}`,
    ...files,
    `  - Events sent: ${kinds.length} kinds; a session start also starts the server`,
    ...(parts.statusLine ? ["  - Status line: handed on; yours is shown as before"] : []),
    ...(parts.telemetry ? ["  - Telemetry: tokens and cost of each request"] : []),
    ...(parts.token && showsToken
      ? [`  - Token: read from ${TOKEN_VARIABLE}, and written nowhere`]
      : []),
    "",
    ...missing(parts),
    "Start a new session to see it. Take it out again with --remove.",
  ].join("\n");
}

/** Settings that nobody heeds connect nothing. */
function joined(obstacles: readonly Obstacle[]): string {
  return obstacles.length === 0 ? "connected" : "set up, but not connected,";
}

function obstacleLines(obstacles: readonly Obstacle[]): string[] {
  if (obstacles.length === 0) return [];
  return [
    "",
    yellow("Claude Code will not run these hooks as they are:"),
    ...obstacles.flatMap(({ reason, advice }) => [`  - ${reason}`, `    ${advice}`]),
  ];
}

function stepLines(steps: readonly string[]): string[] {
  if (steps.length === 0) return [];
  return [
    "",
    yellow("The server asks for its token, and Claude Code does not have it yet:"),
    ...steps.map((step) => `  ${step}`),
    "Then start Claude Code anew from a terminal that has it.",
  ];
}

function missing({ statusLine, telemetry }: OptionalParts): string[] {
  if (statusLine || telemetry) return [];
  return ["Hooks do not tell tokens and cost: --telemetry and --status-line do."];
}

function previewText(changed: readonly PlannedFile[]): string {
  if (changed.length === 0) return "Nothing would change";
  const patches = changed.map(({ path, now, next }) =>
    createTwoFilesPatch(
      now === null ? "/dev/null" : path,
      next === null ? "/dev/null" : path,
      now ?? "",
      next ?? "",
    ).replace(/^=+\n/, "").trimEnd()
  );
  return [...patches, "", "Nothing was written."].join("\n");
}

function isChanged(file: PlannedFile): boolean {
  return file.now !== file.next;
}

function action(file: PlannedFile): "created" | "changed" | "removed" | "unchanged" {
  if (!isChanged(file)) return "unchanged";
  if (file.now === null) return "created";
  return file.next === null ? "removed" : "changed";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
