import { lookup } from "../../../events/lookup.ts";
import { useRef, useState } from "preact/hooks";
import { useStores } from "../../hooks/context.ts";
import { route, setParams } from "../../ui/route.ts";
import { suggest, type Suggestion, wordStart } from "../../model/suggest.ts";
import { useFilter } from "../../hooks/use_filter.ts";
import { Icon } from "../icon.tsx";

/** What is typed is for, where it does not filter events. */
const PURPOSES: Readonly<Record<string, string>> = {
  history: "Search everything stored",
  metrics: "Count what matches",
  overview: "Find sessions",
  queue: "No filter applies here",
  session: "No filter applies here",
  files: "No filter applies here",
};

/** Views that show all of what they are about. */
const UNFILTERED: readonly string[] = ["queue", "session", "files"];

/** The filter: the same language in every view, kept in the address, with suggestions. */
export function QueryField() {
  const { live } = useStores();
  const { error } = useFilter();
  const { view, params } = route.value;
  const { q = "" } = params;
  const isUnfiltered = UNFILTERED.includes(view);
  const purpose = lookup(PURPOSES, view) ?? "Filter events";
  const input = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<readonly Suggestion[]>([]);
  const [chosen, setChosen] = useState(-1);

  function onInput(event: { currentTarget: HTMLInputElement }) {
    const { value, selectionStart } = event.currentTarget;
    setParams({ q: value, event: undefined });
    const cursor = selectionStart ?? value.length;
    setFound(suggest(value.slice(wordStart(value, cursor), cursor), live.log.rows));
    setChosen(-1);
  }
  function take(suggestion: Suggestion | undefined) {
    const element = input.current;
    if (suggestion === undefined || element === null) return;
    const cursor = element.selectionStart ?? q.length;
    const start = wordStart(q, cursor);
    const space = suggestion.text.endsWith(":") ? "" : " ";
    setParams({ q: q.slice(0, start) + suggestion.text + space + q.slice(cursor).trimStart() });
    close();
    element.focus();
  }
  function close() {
    setFound([]);
    setChosen(-1);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (found.length === 0) return;
    if (event.key === "ArrowDown") setChosen((chosen + 1) % found.length);
    else if (event.key === "ArrowUp") setChosen((chosen + found.length) % (found.length + 1) - 1);
    else if (event.key === "Tab" && !event.shiftKey) take(found[Math.max(0, chosen)]);
    else if (event.key === "Enter" && chosen >= 0) take(found[chosen]);
    else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else return;
    event.preventDefault();
  }
  // History's patterns run on the server, which takes more than this page does.
  const wrong = view === "history" || view === "metrics" || isUnfiltered ? undefined : error;
  return (
    <div class={`query${wrong === undefined || found.length > 0 ? "" : " is-wrong"}`} role="search">
      <Icon name="search" />
      <input
        ref={input}
        id="query"
        class="query-input"
        placeholder={purpose}
        aria-label={purpose}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="query-suggestions"
        aria-activedescendant={chosen < 0 ? undefined : `suggestion-${chosen}`}
        aria-invalid={wrong !== undefined}
        autocomplete="off"
        spellcheck={false}
        value={isUnfiltered ? "" : q}
        disabled={isUnfiltered}
        onInput={onInput}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {q === "" && !isUnfiltered && <kbd class="query-key" aria-hidden="true">/</kbd>}
      {wrong !== undefined && found.length === 0 && (
        <p class="query-error" role="status">
          {wrong.message} (at character {wrong.column}). {wrong.hint}
        </p>
      )}
      <ul
        id="query-suggestions"
        class="suggestions"
        role="listbox"
        aria-label="Suggestions"
        hidden={found.length === 0}
      >
        {found.map((suggestion, index) => (
          <li
            key={suggestion.text}
            id={`suggestion-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => {
              event.preventDefault();
              take(suggestion);
            }}
          >
            <code>{suggestion.text}</code>
            <span class="muted">{suggestion.about}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
