import { route, setParams } from "../stores/route.ts";
import { Icon } from "./icon.tsx";

/** The filter: the same words in every view, kept in the address. */
export function QueryField() {
  const value = route.value.params.q ?? "";
  return (
    <div class="query" role="search">
      <Icon name="search" />
      <input
        id="query"
        type="search"
        class="query-input"
        placeholder="Filter events"
        aria-label="Filter events"
        autocomplete="off"
        spellcheck={false}
        value={value}
        onInput={(event) => setParams({ q: event.currentTarget.value })}
      />
      <kbd class="query-key" aria-hidden="true">/</kbd>
    </div>
  );
}
