import { overlay } from "../stores/overlay.ts";
import { SHORTCUTS } from "../stores/shortcuts.ts";
import { Dialog } from "./dialog.tsx";

const PLACES = ["Everywhere", "In the stream", "In the timeline", "In graphs and charts"] as const;

/** All keys, over the page. */
export function ShortcutList() {
  return (
    <Dialog label="Keyboard shortcuts" onClose={() => overlay.value = null}>
      <div class="dialog-body">
        <h2>Keyboard shortcuts</h2>
        {PLACES.map((place) => (
          <section key={place}>
            <h3>{place}</h3>
            <dl class="shortcuts">
              {SHORTCUTS.filter((shortcut) => shortcut.where === place).map((shortcut) => (
                <div key={shortcut.does}>
                  <dt>{shortcut.keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                  <dd>{shortcut.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
