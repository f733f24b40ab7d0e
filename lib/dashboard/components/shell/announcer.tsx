import { useEffect, useRef, useState } from "preact/hooks";
import { useStores } from "../../hooks/context.ts";
import type { Waiter } from "../../model/session_store.ts";
import { count } from "../../reading/text.ts";
import { route } from "../../ui/route.ts";
import { viewTitle } from "./rail.tsx";

/** Tells those who do not look: who begins to wait, read aloud, and how many wait, in the title. */
export function Announcer() {
  const { live } = useStores();
  const waiting = live.sessions.waiting.value;
  const known = live.sessions.known.value;
  const { view } = route.value;
  const announced = useRef<ReadonlySet<string> | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    const title = `${viewTitle(view)} · mpm-monitor`;
    document.title = waiting.length === 0 ? title : `▲ ${waiting.length} wait · ${title}`;
  }, [waiting.length, view]);
  useEffect(() => {
    if (!known) return;
    const fresh = waiting.filter((each) => !announced.current?.has(keyOf(each)));
    announced.current = new Set(waiting.map(keyOf));
    if (waiting.length === 0) setWords("Nobody waits for you");
    const [only] = fresh;
    if (only === undefined) return;
    const who = live.names.labelOf(only.session.project) ?? "A session";
    setWords(
      fresh.length === 1
        ? `${who} waits for you: ${only.wait.question}`
        : `${count(fresh.length, "question")} wait for you`,
    );
  }, [waiting, known]);
  return <p class="visually-hidden" role="status" aria-live="polite">{words}</p>;
}

function keyOf({ session, wait }: Waiter): string {
  return `${session.id} ${wait.event}`;
}
