import { useStores } from "../../hooks/context.ts";
import type { Waiter } from "../../model/session_store.ts";
import { standsStill } from "../../reading/stands_still.ts";
import { formatRoute } from "../../ui/route.ts";
import { Age } from "../age.tsx";
import { ReadableBody } from "../detail/readable_body.tsx";
import { usePair } from "../detail/use_pair.ts";
import { StepsBefore } from "./steps_before.tsx";
import { WhereToAnswer } from "./where_to_answer.tsx";

/** One question as a whole: what is asked, what led to it, what waits for it, where to answer. */
export function Question({ session, wait, isOver }: Waiter & {
  /** It waits no more, and is still being read. */
  readonly isOver: boolean;
}) {
  const { live } = useStores();
  const pair = usePair(wait.event, 0);
  const hue = live.hues.of(session.id);
  const still = standsStill(session, wait);
  return (
    <article class="question-sheet">
      <header>
        <p class="question-who">
          <span class={`session-bar${hue === undefined ? "" : ` hue-${hue}`}`} />
          <strong title={session.project ?? undefined}>
            <bdi>{live.names.labelOf(session.project) ?? "A session"}</bdi>
          </strong>
          <a href={formatRoute({ view: "session", params: { id: session.id } })}>
            <bdi>{session.title ?? session.prompt ?? "The session"}</bdi>
          </a>
        </p>
        <h2 class="big">
          <bdi>{wait.agent === null ? wait.question : `${wait.agent}: ${wait.question}`}</bdi>
        </h2>
        {isOver
          ? (
            <p role="status">
              It no longer waits: it was answered, withdrawn, or its session has ended.
            </p>
          )
          : (
            <p class="is-waiting">
              {wait.kind === "permission" ? "Waiting for permission" : "Waiting for input"} for{" "}
              <Age since={wait.since} />
            </p>
          )}
      </header>
      <div class="question-columns">
        <section aria-label="What is asked">
          {pair === "loading" && <p class="muted">Asking the server</p>}
          {pair === "missing" && (
            <p class="muted">The event that asked is not in the store any more.</p>
          )}
          {typeof pair === "object" && <ReadableBody {...pair} />}
          <p class="detail-links">
            <a href={formatRoute({ view: "live", params: { event: String(wait.event) } })}>
              In the stream
            </a>
          </p>
        </section>
        <div>
          <section class="block">
            <h3>What led there</h3>
            <StepsBefore session={session.id} event={wait.event} />
          </section>
          {!isOver && (
            <section class="block">
              <h3>What it holds up</h3>
              {still.length === 0
                ? <p class="muted">Nothing else is known to wait for it.</p>
                : (
                  <ul class="still">
                    {still.map((line) => (
                      <li key={line}>
                        <bdi>{line}</bdi>
                      </li>
                    ))}
                  </ul>
                )}
            </section>
          )}
          {!isOver && (
            <section class="block">
              <h3>Where to answer</h3>
              <WhereToAnswer session={session} />
            </section>
          )}
        </div>
      </div>
    </article>
  );
}
