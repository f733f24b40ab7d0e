import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { useStores } from "../../hooks/context.ts";
import { overlay } from "../../ui/overlay.ts";
import { paletteEntries, type PaletteEntry, searchEntries } from "../../model/palette.ts";
import { goTo } from "../../ui/route.ts";
import { Dialog } from "../dialog.tsx";

/** Everything that can be done, by typing a part of its name. */
export function Palette() {
  const { live } = useStores();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const all = useMemo(() => paletteEntries(live), []);
  const found = withSearch(searchEntries(all, typed), typed);
  const present = Math.min(chosen, found.length - 1);
  useLayoutEffect(() => {
    document.getElementById(`palette-${present}`)?.scrollIntoView({ block: "nearest" });
  }, [present]);

  function run(entry: PaletteEntry | undefined) {
    overlay.value = null;
    entry?.run();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter") run(found[present]);
    else if (event.key === "ArrowDown") setChosen(Math.min(found.length - 1, present + 1));
    else if (event.key === "ArrowUp") setChosen(Math.max(0, present - 1));
    else return;
    event.preventDefault();
  }
  return (
    <Dialog label="Command palette" onClose={() => overlay.value = null}>
      <input
        class="palette-input"
        placeholder="Type what you want to do"
        aria-label="What you want to do"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${present}`}
        autocomplete="off"
        value={typed}
        autoFocus
        onKeyDown={onKeyDown}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(0);
        }}
      />
      <ul class="palette-list" id="palette-list" role="listbox" aria-label="Found">
        {found.map((entry, index) => (
          <li
            key={entry.group + entry.title}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === present}
            onPointerMove={() => setChosen(index)}
            onClick={() => run(entry)}
          >
            <bdi>{entry.title}</bdi>
            <span class="muted">{entry.group}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function withSearch(found: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  if (typed.trim() === "") return found;
  return [...found, {
    group: "Search",
    title: `Search everything stored for “${typed}”`,
    run: () => goTo("history", { q: typed }),
  }];
}
