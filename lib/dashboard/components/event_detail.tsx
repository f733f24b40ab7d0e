import { useEffect, useState } from "preact/hooks";
import type { EventsAnswer } from "../../contract/http.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { dayTime } from "../reading/time.ts";
import { getJson } from "../stores/http.ts";
import { Icon } from "./icon.tsx";

type Loaded = CanonicalEvent | "loading" | "missing";

/** Everything about one event, beside the list. */
export function EventDetail({ id, onClose }: { id: number; onClose: () => void }) {
  const event = useEvent(id);
  return (
    <aside class="detail" aria-label="Event">
      <header class="detail-head">
        <h2>{typeof event === "string" ? `Event ${id}` : event.summary}</h2>
        <button type="button" class="quiet-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {event === "missing" && <p class="muted">This event is no longer in the store.</p>}
      {typeof event !== "string" && (
        <>
          <p class="muted">{dayTime(event.ts)} · {event.type} · from {event.source}</p>
          <pre class="raw">{JSON.stringify(event.data, null, 2)}</pre>
        </>
      )}
    </aside>
  );
}

function useEvent(id: number): Loaded {
  const [loaded, setLoaded] = useState<Loaded>("loading");
  useEffect(() => {
    const abort = new AbortController();
    getJson<EventsAnswer>(`/api/events?after=${id - 1}&limit=1`, abort.signal).then(
      (page) => setLoaded(page.events.find((event) => event.id === id) ?? "missing"),
      () => abort.signal.aborted || setLoaded("missing"),
    );
    return () => abort.abort();
  }, [id]);
  return loaded;
}
