import { overlay } from "../../ui/overlay.ts";
import { PLACES, SHORTCUTS } from "../../ui/shortcuts.ts";
import { Dialog } from "../dialog.tsx";

/** All keys, over the page. */
export function ShortcutList() {
  return (
    <Dialog label="Keyboard shortcuts" onClose={() => overlay.value = null}>
      <div class="dialog-body in-columns">
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
