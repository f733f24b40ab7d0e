/** The kinds of events that Claude Code has hooks for, and which release brought each. */

/** A release, such as `[2, 1, 332]`. */
export type Release = readonly [major: number, minor: number, patch: number];

/** Kinds that are hooked, and the first release that is known to have them. */
export const KINDS = {
  SessionStart: [2, 0, 0],
  PreToolUse: [2, 0, 0],
  PostToolUse: [2, 0, 0],
  PostToolUseFailure: [2, 1, 33],
  PostToolBatch: [2, 1, 152],
  Notification: [2, 0, 0],
  UserPromptSubmit: [2, 0, 0],
  UserPromptExpansion: [2, 1, 152],
  SessionEnd: [2, 0, 0],
  Stop: [2, 0, 0],
  StopFailure: [2, 1, 78],
  SubagentStart: [2, 0, 43],
  SubagentStop: [2, 0, 0],
  PreCompact: [2, 0, 0],
  PostCompact: [2, 1, 76],
  PostModelSwitch: [2, 1, 251],
  PermissionRequest: [2, 0, 45],
  PermissionDenied: [2, 1, 89],
  TeammateIdle: [2, 1, 33],
  TaskCreated: [2, 1, 84],
  TaskCompleted: [2, 1, 33],
  Elicitation: [2, 1, 76],
  ElicitationResult: [2, 1, 76],
  ConfigChange: [2, 1, 49],
  WorktreeRemove: [2, 1, 50],
  InstructionsLoaded: [2, 1, 69],
  CwdChanged: [2, 1, 83],
  FileChanged: [2, 1, 83],
  DirectoryAdded: [2, 1, 219],
} as const satisfies Readonly<Record<string, Release>>;

/** Kinds that get no hook, and why. */
export const LEFT_OUT = {
  PreModelSwitch: "a late answer forbids the switch, and `PostModelSwitch` tells the same",
  PreSkillShellCommand: "a late answer may keep a skill's command from running",
  Setup: "is over before a session begins",
  WorktreeCreate: "a hook for it takes over the making of the worktree",
  MessageDisplay: "comes for every piece of text that is shown",
} as const;

/** Where nobody can tell the release, kinds that came after this one are left out. */
export const ASSUMED_RELEASE: Release = [2, 1, 197];

/** The kinds that are hooked in a release, in the order in which they are added. */
export function kindsOf(release: Release): readonly string[] {
  return Object.entries(KINDS).flatMap(([kind, since]) => isFrom(release, since) ? [kind] : []);
}

/** Reads what `claude --version` says, such as `2.1.332 (Claude Code)`; `null` for anything else. */
export function parseRelease(text: string): Release | null {
  const match = /^(\d+)\.(\d+)\.(\d+)\b.*\bClaude Code\b/.exec(text.trim());
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3])];
}

function isFrom(release: Release, since: Release): boolean {
  for (const [index, part] of since.entries()) {
    const own = release[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
