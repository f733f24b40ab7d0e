import { compileQuery, parseQuery, QueryError } from "../../events/query/mod.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { projectRoot } from "../../events/project_root.ts";
import { boundedRegex } from "./bounded_regex.ts";
import type { RowFilter } from "./live_list.ts";

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
    const matches = compileQuery(parseQuery(text, now), boundedRegex, rowText);
    return { passes: (row) => inProject(row) && matches(row), error: undefined };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { passes: inProject, error };
  }
}

/**
 * The same as a search looks at, put together each time: to remember it for a hundred thousand rows
 * would take half as much memory again as the rows.
 */
function rowText(row: CanonicalEvent): string {
  const { summary, type, tool = "", agent = "", project = "", session = "", source, data } = row;
  return `${summary}\n${type}\n${tool}\n${agent}\n${project}\n${session}\n${source}\n${data}`;
}
