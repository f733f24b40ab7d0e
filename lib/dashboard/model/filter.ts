import { compileQuery, type Matcher, parseQuery, QueryError } from "../../events/query/mod.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { folderKey } from "../../events/folders/canonical_folder.ts";
import { projectRoot } from "../../events/folders/project_root.ts";
import { boundedRegex } from "./bounded_regex.ts";
import type { RowFilter } from "../rows/live_list.ts";

/** A filter, and what is wrong with its text. */
export interface CompiledFilter {
  readonly passes: RowFilter;
  /** The query alone, whatever project is chosen; absent where there is none that can be read. */
  readonly matches: Matcher | undefined;
  /** Where there is one, everything passes. */
  readonly error: QueryError | undefined;
}

/**
 * Makes the filter of what a person typed, in the same language as everywhere.
 *
 * @param text a query
 * @param project only rows of this project's folder, where given
 * @param now ms since 1970: what `since:1h` counts from
 */
export function compileFilter(
  text: string,
  project: string | undefined,
  now: number,
): CompiledFilter {
  const inProject = project === undefined ? () => true : projectFilter(project);
  if (text.trim() === "") return { passes: inProject, matches: undefined, error: undefined };
  try {
    const matches = compileQuery(parseQuery(text, now), boundedRegex, textOfRow);
    return { passes: (row) => inProject(row) && matches(row), matches, error: undefined };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { passes: inProject, matches: undefined, error };
  }
}

/** Passes what belongs to a folder, however it is spelt, and to its worktrees. */
function projectFilter(project: string): RowFilter {
  const wanted = folderKey(project);
  // Few folders, and up to a hundred thousand rows.
  const known = new Map<string, boolean>();
  return ({ project: folder }) => {
    if (folder === undefined) return false;
    const passes = known.get(folder) ??
      [folder, projectRoot(folder)].some((each) => folderKey(each) === wanted);
    known.set(folder, passes);
    return passes;
  };
}

/** What words without a field look at: rows keep it as their data. */
function textOfRow({ data }: CanonicalEvent): string {
  return typeof data === "string" ? data : "";
}
