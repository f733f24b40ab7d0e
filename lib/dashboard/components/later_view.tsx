import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

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
  let found: ComponentType | undefined;
  const load = async () => {
    found ??= await find();
  };
  function View() {
    const [state, setState] = useState<"loading" | "here" | "failed">(found ? "here" : "loading");
    useEffect(() => {
      if (found === undefined) load().then(() => setState("here"), () => setState("failed"));
    }, []);
    if (found !== undefined) {
      const Found = found;
      return <Found />;
    }
    return state === "failed" ? <NotLoaded /> : <p class="page-scroll muted">Loading</p>;
  }
  return { View, load: () => load().catch(() => {}) };
}

function NotLoaded() {
  return (
    <section class="empty" role="alert">
      <h2 class="big">This view could not be loaded</h2>
      <p>
        The server does not answer, or it is of another release than this page. What the page knows
        is kept until you load it again.
      </p>
      <p class="detail-links">
        <button type="button" class="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    </section>
  );
}
