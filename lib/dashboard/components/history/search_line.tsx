import { count } from "../../reading/text.ts";
import type { SearchState } from "../../model/stored/history_search.ts";
import { sum } from "../../model/aggregate.ts";
import type { Counting } from "../../hooks/use_aggregate.ts";

/** How much there is that matches, how much of it is listed, and what came since. */
export function SearchLine({ state, counting, fresh, onAgain }: {
  state: SearchState;
  counting: Counting;
  /** Rows that came after the search began. */
  fresh: number;
  onAgain: () => void;
}) {
  const { aggregate, busy } = counting;
  const failed = state.error ?? counting.error;
  return (
    <p class="toolbar search-line" role="status">
      {failed !== undefined ? <span class="state is-error">✕ {failed}</span> : (
        <span>
          {aggregate !== undefined && (
            <strong>
              {aggregate.more && "at least "}
              {count(sum(aggregate.series, (step) => step.events), "event")}
            </strong>
          )}
          {busy && " so far, counting"}
          {!busy && aggregate?.more && ", older ones were not counted"}
          <span class="muted">
            {state.status === "searching" && ", still looking"}
            {state.status === "done" && state.more &&
              `, the latest ${
                state.found.toLocaleString("en")
              } are listed: scroll on for older ones`}
            {state.status === "done" && !state.more && ", and that is all"}
          </span>
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
