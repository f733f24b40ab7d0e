import type { RowFilter } from "./live_list.ts";
import { rowText } from "./row.ts";

/**
 * Makes the filter of a typed text: all words must be there, `-word` must not.
 *
 * @param project only rows of this project's folder, where given
 */
export function textFilter(text: string, project?: string): RowFilter {
  const words = wordFilter(text);
  return project === undefined ? words : (row) => row.project === project && words(row);
}

function wordFilter(text: string): RowFilter {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "" && word !== "-");
  if (words.length === 0) return () => true;
  return (row) => {
    const haystack = rowText(row).toLowerCase();
    return words.every((word) =>
      word.startsWith("-") ? !haystack.includes(word.slice(1)) : haystack.includes(word)
    );
  };
}
