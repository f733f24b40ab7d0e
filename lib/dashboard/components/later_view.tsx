import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useStores } from "../hooks/context.ts";
import { isAway } from "../net/feed_status.ts";
import { ConnectionNotice } from "./connection_notice.tsx";

/** A view whose code the page loads after its first rows. */
export interface LaterView {
  readonly View: ComponentType;
  /** Loads the code, if it is not here yet. What fails is told where the view is shown. */
  load(): Promise<void>;
}

/**
 * Makes a view of code that is loaded later: at the latest when the view is shown.
 *
 * @param find loads the code
 */
export function laterView(find: () => Promise<ComponentType>): LaterView {
  // A signal draws the view anew whoever has loaded it, be it between a picture and its effects.
  const found = signal<ComponentType>();
  const load = async () => {
    found.value ??= await find();
  };
  function View() {
    const away = isAway(useStores().live.connection.value);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      // Tried again as soon as the server is back.
      load().catch(() => setFailed(true));
    }, [away]);
    const Found = found.value;
    if (Found !== undefined) return <Found />;
    return (
      <div class="page">
        <ConnectionNotice />
        {failed ? <NotLoaded /> : <p class="page-scroll muted">Loading</p>}
      </div>
    );
  }
  return { View, load: () => load().catch(() => {}) };
}

function NotLoaded() {
  return (
    <section class="empty" role="alert">
      <h2 class="big">This view could not be loaded</h2>
      <p>
        The server did not answer, or it is of another release than this page. It is asked again
        when the connection is back, and when you come back to this view.
      </p>
      <p class="detail-links">
        <button type="button" class="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    </section>
  );
}
