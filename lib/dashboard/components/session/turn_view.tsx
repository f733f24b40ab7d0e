import { useState } from "preact/hooks";
import { useStores } from "../../hooks/context.ts";
import { type Turn, wholeText } from "../../model/stored/conversation.ts";
import type { SessionEvents } from "../../model/stored/session_events.ts";
import { clockTime, dayTime, duration, isToday } from "../../reading/time.ts";
import type { Row } from "../../rows/row.ts";
import { serverNow } from "../../ui/clock.ts";
import { formatRoute } from "../../ui/route.ts";
import { ReadableBody } from "../detail/readable_body.tsx";
import { Markdown } from "./markdown.tsx";

/** One prompt and what followed it, as a conversation. */
export function TurnView({ turn, events }: { turn: Turn; events: SessionEvents }) {
  const { prompt, steps } = turn;
  return (
    <li class="turn">
      {prompt !== undefined && (
        <div class="turn-prompt">
          <p class="turn-line">
            <span class="tag">You</span>
            <When row={prompt} />
          </p>
          <div class="prose" dir="auto">{wholeText(events.event(prompt.id)) ?? prompt.object}</div>
        </div>
      )}
      <ol class="turn-steps">
        {steps.map((row) => <StepView key={row.id} row={row} events={events} />)}
      </ol>
    </li>
  );
}

function StepView({ row, events }: { row: Row; events: SessionEvents }) {
  const { live } = useStores();
  const depth = row.agent === undefined ? "" : ` is-sub depth-${live.sessions.depthOf(row)}`;
  if (row.kind === "answer") {
    const text = wholeText(events.event(row.endId || row.id)) ?? wholeText(events.event(row.id));
    return (
      <li class={`step is-answer${depth}`}>
        <p class="turn-line">
          {row.agent === undefined
            ? <span class="muted">Answer</span>
            : <bdi class="muted">{row.who} answered</bdi>}
          <When row={row} />
        </p>
        {text === undefined ? <p>{row.summary}</p> : <Markdown text={text} />}
      </li>
    );
  }
  const waits = row.endId === 0 && live.sessions.waits(row);
  return (
    <li class={`step${waits ? " kind-waiting" : ""}${depth}`}>
      <Folded row={row} events={events} waits={waits} />
    </li>
  );
}

/** A call or a note in one line, which opens to all that is known of it. */
function Folded(
  { row, events, waits }: { row: Row; events: SessionEvents; waits: boolean },
) {
  const [open, setOpen] = useState(false);
  const first = events.event(row.id);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Who row={row} />
        <span class="verb">{row.verb}</span>
        {row.object !== "" && <bdi class={row.kind === "tool" ? "object" : ""}>{row.object}</bdi>}
        <span class="step-outcome">
          {waits
            ? <span class="waiting-word">▲ waits for you</span>
            : row.status === "running" && row.endId === 0
            ? <span class="running-word">running</span>
            : (
              <>
                {row.status === "error" && <span class="fail-mark">✕ failed</span>}{" "}
                <bdi>{row.outcome}</bdi>
              </>
            )}
          {row.duration_ms !== undefined && <span class="muted">{duration(row.duration_ms)}</span>}
        </span>
        <When row={row} />
      </summary>
      {open && first !== undefined && (
        <div class="step-body">
          <ReadableBody first={first} end={events.event(row.endId)} />
          <a href={formatRoute({ view: "live", params: { event: String(row.id) } })}>
            In the stream
          </a>
        </div>
      )}
    </details>
  );
}

/** Which agent it was; the session's own says nothing. */
function Who({ row }: { row: Row }) {
  if (row.agent === undefined) return null;
  return <bdi class="step-who muted">{row.who}</bdi>;
}

function When({ row }: { row: Row }) {
  return (
    <time class="muted" dateTime={new Date(row.ts).toISOString()} title={dayTime(row.ts)}>
      {isToday(row.ts, serverNow()) ? clockTime(row.ts) : dayTime(row.ts)}
    </time>
  );
}
