import { compileQuery, parseQuery, QueryError } from "../../events/query/mod.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { projectRoot } from "../../events/project_root.ts";
import { boundedRegex } from "./bounded_regex.ts";
import type { RowFilter } from "../rows/live_list.ts";

/** A filter, and what is wrong with its text. */
export interface CompiledFilter {
  readonly passes: RowFilter;
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
  const inProject: RowFilter = project === undefined
    ? () => true
    : (row) =>
      row.project === project ||
      (row.project !== undefined && projectRoot(row.project) === project);
  if (text.trim() === "") return { passes: inProject, error: undefined };
  try {
    const matches = compileQuery(parseQuery(text, now), boundedRegex, textOfRow);
    return { passes: (row) => inProject(row) && matches(row), error: undefined };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { passes: inProject, error };
  }
}

/** What words without a field look at: rows keep it as their data. */
function textOfRow({ data }: CanonicalEvent): string {
  return typeof data === "string" ? data : "";
}
