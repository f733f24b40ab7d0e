import { useEffect, useRef } from "preact/hooks";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { Question } from "../components/queue/question.tsx";
import { useStores } from "../hooks/context.ts";
import type { Waiter } from "../model/session_store.ts";
import { placeInQueue } from "../model/place_in_queue.ts";
import { overlay } from "../ui/overlay.ts";
import { route, setParams } from "../ui/route.ts";
import { isTyping } from "../ui/shortcuts.ts";

/** Who waits for the person, one question at a time, who waits longest first. */
export function QueueView() {
  const { live } = useStores();
  const waiting = live.sessions.waiting.value;
  const known = live.sessions.known.value;
  const { event } = route.value.params;
  const chosen = event === undefined ? undefined : Number(event);
  const { place, shown, next, previous } = placeInQueue(
    waiting.map(({ wait }) => wait.event),
    chosen,
  );
  const go = (to: number | undefined) => to !== undefined && setParams({ event: String(to) });
  // What is read stays until the person goes on, also when somebody answers it meanwhile.
  useEffect(() => {
    if (chosen === undefined) go(shown);
  }, [chosen, shown]);
  useEffect(() => {
    function onKey(pressed: KeyboardEvent) {
      if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || overlay.value !== null) return;
      if (isTyping(pressed.target)) return;
      if (pressed.key === "n" || pressed.key === "j") go(next);
      else if (pressed.key === "p" || pressed.key === "k") go(previous);
      else return;
      pressed.preventDefault();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [next, previous]);

  const read = useRef<Waiter | undefined>(undefined);
  const asked = waiting.find(({ wait }) => wait.event === shown);
  if (asked !== undefined) read.current = asked;
  const kept = asked ?? (read.current?.wait.event === shown ? read.current : undefined);
  return (
    <div class="page">
      <ConnectionNotice />
      <div class="page-scroll queue" tabIndex={0} role="region" aria-label="Who waits for you">
        <nav class="queue-line" aria-label="Questions">
          <span class={waiting.length === 0 ? "muted" : "is-waiting"} role="status">
            {known ? placeWords(place, waiting.length) : "Asking the server"}
          </span>
          <button
            type="button"
            class="button"
            disabled={previous === undefined}
            onClick={() => go(previous)}
          >
            Previous <kbd>p</kbd>
          </button>
          <button
            type="button"
            class="button"
            disabled={next === undefined}
            onClick={() => go(next)}
          >
            Next <kbd>n</kbd>
          </button>
        </nav>
        {kept !== undefined
          ? <Question key={kept.wait.event} {...kept} isOver={asked === undefined} />
          : known && <NobodyHere isAnswered={chosen !== undefined} isLast={next === undefined} />}
      </div>
    </div>
  );
}

function placeWords(place: number | undefined, count: number): string {
  if (count === 0) return "Nobody waits for you";
  if (place === undefined) return `▲ ${count} wait for you`;
  return `▲ ${place + 1} of ${count} who wait for you, the longest wait first`;
}

function NobodyHere({ isAnswered, isLast }: { isAnswered: boolean; isLast: boolean }) {
  return (
    <section class="empty">
      <h2 class="big">{isAnswered ? "This question does not wait" : "Nobody waits for you"}</h2>
      <p>
        {isAnswered
          ? "It was answered or withdrawn, its session has ended, or nobody ever asked it. "
          : "When an agent asks for permission or has a question, it stands here as a whole. "}
        {isAnswered && !isLast && "Others wait still."}
      </p>
    </section>
  );
}
