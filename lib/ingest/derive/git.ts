/** What a git command did to a repository. */
export interface GitOperation {
  readonly operation: string;
  /** The commit's message, the branch, or what else it was given. */
  readonly detail?: string;
}

/** Operations that change something; looking (`status`, `log`, `diff` …) is none. */
const OPERATIONS = new Set([
  "add",
  "am",
  "apply",
  "branch",
  "checkout",
  "cherry-pick",
  "clone",
  "commit",
  "fetch",
  "init",
  "merge",
  "mv",
  "pull",
  "push",
  "rebase",
  "reset",
  "restore",
  "revert",
  "rm",
  "stash",
  "switch",
  "tag",
  "worktree",
]);

/** Options of `git` itself that are followed by a value. */
const WITH_VALUE = new Set(["-C", "-c", "--git-dir", "--work-tree"]);

/** Reads one simple command; undefined when it is no git operation. */
export function gitOperation(words: readonly string[]): GitOperation | undefined {
  if (!/(^|\/)git$/.test(words[0] ?? "")) return undefined;
  let at = 1;
  while (words[at]?.startsWith("-")) at += WITH_VALUE.has(words[at] ?? "") ? 2 : 1;
  const operation = words[at];
  if (operation === undefined || !OPERATIONS.has(operation)) return undefined;
  const rest = words.slice(at + 1);
  const message = rest.findIndex((word) => /^-[a-z]*m$|^--message$/.test(word));
  const detail = message === -1 ? rest.find((word) => !word.startsWith("-")) : rest[message + 1];
  return detail === undefined || detail === "" ? { operation } : { operation, detail };
}
