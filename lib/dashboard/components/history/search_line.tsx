import { count } from "../../reading/text.ts";
import type { SearchState } from "../../stores/history_search.ts";

/** What a search has found so far, and whether there is more. */
export function SearchLine({ state, rows, fresh, onAgain }: {
  state: SearchState;
  rows: number;
  /** Rows that came after the search began. */
  fresh: number;
  onAgain: () => void;
}) {
  return (
    <p class="toolbar search-line" role="status">
      {state.error !== undefined ? <span class="state is-error">✕ {state.error}</span> : (
        <span>
          {count(rows, "row")} from {count(state.found, "event")}
          {state.status === "searching" && ", still looking"}
          {state.status === "done" && state.more && ", and there are older ones: scroll on"}
          {state.status === "done" && !state.more && ", and that is all"}
        </span>
      )}
      {fresh > 0 && (
        <button type="button" class="link-button" onClick={onAgain}>
          {count(fresh, "row")} came since: search again
        </button>
      )}
    </p>
  );
}
