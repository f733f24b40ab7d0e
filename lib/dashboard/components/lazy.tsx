import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A view whose code is loaded when it is first shown. */
export function lazyView(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function LazyView() {
    const [View, setView] = useState<ComponentType | undefined>(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (View !== undefined) return;
      load().then((view) => {
        loaded = view;
        setView(() => view);
      }, () => setFailed(true));
    }, []);
    if (failed) {
      return (
        <section class="empty">
          <h1>This view could not be loaded</h1>
          <p>The server did not answer. Reload the page when it is back.</p>
        </section>
      );
    }
    return View === undefined ? <div class="pane" /> : <View />;
  };
}
