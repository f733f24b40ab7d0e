import { canonicalFolder } from "../folders/canonical_folder.ts";
import { composed } from "../composed.ts";
import { projectRoot } from "../folders/project_root.ts";
import type { WordTerm } from "./query.ts";

/**
 * Whether a field has the value that was asked for, without regard to case but for correlation
 * ids. A quoted value must be the whole one. Else `*` stands for anything, `type:tool` means all types of tools, a session or
 * an agent may be given by its beginning, a project by the end of its path, and a summary or a
 * place in the data by a part of it.
 */
export function wordTest(term: WordTerm): (text: string) => boolean {
  const { field, value, quoted } = term;
  if (field === "correlation" && (quoted || !value.includes("*"))) return (text) => text === value;
  const test = valueTest({ ...term, value: composed(value) });
  return (text) => test(composed(text));
}

function valueTest({ field, value, quoted }: WordTerm): (text: string) => boolean {
  const wanted = value.toLowerCase();
  if (field === "project" && !value.includes("*")) return projectTest(value, quoted);
  if (quoted) return (text) => text.toLowerCase() === wanted;
  if (value.includes("*")) return wildcard(value);
  if (typeof field !== "string" || field === "summary") {
    return (text) => text.toLowerCase().includes(wanted);
  }
  switch (field) {
    case "type":
      return startsWith(wanted, ".");
    case "session":
    case "agent":
      return (text) => text.toLowerCase().startsWith(wanted);
    default:
      return (text) => text.toLowerCase() === wanted;
  }
}

/** Its worktrees belong to a project. A path in quotes must be the whole one. */
function projectTest(wanted: string, quoted: boolean): (text: string) => boolean {
  const path = withSlashes(wanted);
  const isWhole = quoted && /^(?:\/|[a-z]:\/)/.test(path);
  const test = isWhole
    ? (folder: string) => folder === path
    : (folder: string) => folder === path || folder.endsWith(`/${path}`);
  return (text) => {
    const folder = withSlashes(text);
    return test(folder) || test(projectRoot(folder));
  };
}

function startsWith(wanted: string, end: string): (text: string) => boolean {
  return (text) =>
    text === wanted || text.toLowerCase() === wanted || text.startsWith(wanted + end);
}

function withSlashes(path: string): string {
  return canonicalFolder(path).toLowerCase().replaceAll("\\", "/").replace(/(.)\/$/, "$1");
}

// Greedy matching from left to right, since a pattern with many `.*` could take for ever.
function wildcard(value: string): (text: string) => boolean {
  const [head = "", ...parts] = value.toLowerCase().split("*");
  const tail = parts.pop() ?? "";
  return (text) => {
    const line = text.toLowerCase();
    if (!line.startsWith(head) || !line.endsWith(tail)) return false;
    let at = head.length;
    const end = line.length - tail.length;
    for (const part of parts) {
      const found = line.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= end;
  };
}
