import { typedValue } from "../../../events/query/quote_value.ts";
import { useEffect, useState } from "preact/hooks";
import { sourceName } from "../../reading/source_name.ts";
import { dayTime, duration } from "../../reading/time.ts";
import { useStores } from "../../hooks/context.ts";
import type { EventLog } from "../../rows/event_log.ts";
import { formatRoute, goTo, setParams } from "../../ui/route.ts";
import type { Row } from "../../rows/row.ts";
import { makeRow } from "../../rows/row.ts";
import { subAgentOf } from "../../rows/sub_agent.ts";
import { isTyping } from "../../ui/shortcuts.ts";
import { CopyButton } from "../copy_button.tsx";
import { Icon } from "../icon.tsx";
import { JsonTree } from "./json_tree.tsx";
import { ReadableBody } from "./readable_body.tsx";
import { type EventPair, usePair } from "./use_pair.ts";

/** Everything about one event and its partner, beside the list. */
export function EventDetail(
  { id, log, onClose }: {
    id: number;
    /** Where its row is, when not in the stream. */
    log?: EventLog;
    onClose: () => void;
  },
) {
  const { live } = useStores();
  // A running call completes while it is looked at.
  void live.version.value;
  const row = live.log.find(id) ?? log?.find(id);
  const pair = usePair(row?.id ?? id, row?.endId ?? 0);
  const [raw, setRaw] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "r" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      setRaw((shown) => !shown);
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  return (
    <aside class="detail" aria-label="Chosen event" tabIndex={-1}>
      <div class="detail-tools">
        <div class="tabs" role="group" aria-label="How the event is shown">
          <button type="button" aria-pressed={!raw} onClick={() => setRaw(false)}>Readable</button>
          <button type="button" aria-pressed={raw} onClick={() => setRaw(true)}>
            JSON <kbd>r</kbd>
          </button>
        </div>
        {typeof pair === "object" && <CopyButton label="Copy JSON" text={() => pairJson(pair)} />}
        <button
          type="button"
          class="quiet-button"
          aria-label="Close"
          title="Close (Escape)"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {pair === "missing" && (
        <p class="muted">
          Event {id} is not in the store: it is older than what is kept, or there never was one.
        </p>
      )}
      {typeof pair === "object" && (
        <>
          <Head
            row={row ?? makeRow(pair.first, live.names)}
            pair={pair}
            subAgent={row === undefined ? undefined : subAgentOf(row, live.log)}
          />
          {raw ? <Raw pair={pair} /> : <ReadableBody {...pair} />}
        </>
      )}
    </aside>
  );
}

function Head(
  { row, pair, subAgent }: { row: Row; pair: EventPair; subAgent: string | undefined },
) {
  const { first, end } = pair;
  const isLoaded = useStores().live.log.find(row.id) !== undefined;
  const only = (field: "session" | "agent", value = "") =>
    goTo(isLoaded ? "live" : "history", {
      q: `${field}:${typedValue(value)}`,
      event: String(row.id),
    });
  const facts: [string, string][] = [["When", dayTime(row.ts)]];
  if (row.duration_ms !== undefined) facts.push(["Took", duration(row.duration_ms)]);
  if (row.agent !== undefined) facts.push(["Agent", row.who]);
  const project = useStores().live.names.projectOf(row);
  if (project !== undefined) facts.push(["Project", project]);
  if (row.session !== undefined) facts.push(["Session", row.session]);
  facts.push(["Event", `${first.id}${end === undefined ? "" : ` and ${end.id}`} · ${first.type}`]);
  facts.push(["From", sourceName(first.source)]);
  return (
    <header class="detail-head">
      <h2>
        {row.kind === "tool"
          ? (
            <>
              {row.verb} <bdi class="object">{row.object}</bdi>
            </>
          )
          : <bdi>{row.kind === "prompt" ? "Prompt" : row.summary}</bdi>}
      </h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <nav class="detail-links" aria-label="Related events">
        {subAgent !== undefined && (
          <button
            type="button"
            class="link-button"
            onClick={() => only("agent", subAgent)}
          >
            What the sub-agent did
          </button>
        )}
        {row.session !== undefined && (
          <a href={formatRoute({ view: "session", params: { id: row.session } })}>
            The session's page
          </a>
        )}
        {row.session !== undefined && (
          <button
            type="button"
            class="link-button"
            onClick={() => only("session", row.session)}
          >
            Only this session
          </button>
        )}
        {row.agent !== undefined && (
          <button
            type="button"
            class="link-button"
            onClick={() => only("agent", row.agent)}
          >
            Only this agent
          </button>
        )}
        <button
          type="button"
          class="link-button"
          onClick={() => setParams({ q: undefined, event: String(row.id) })}
        >
          With its neighbours
        </button>
      </nav>
    </header>
  );
}

function Raw({ pair }: { pair: EventPair }) {
  return (
    <div class="raw-pair">
      {pair.end !== undefined && <h3>Event {pair.first.id}</h3>}
      <JsonTree value={pair.first.data} />
      {pair.end !== undefined && (
        <>
          <h3>Event {pair.end.id}</h3>
          <JsonTree value={pair.end.data} />
        </>
      )}
    </div>
  );
}

function pairJson({ first, end }: EventPair): string {
  return JSON.stringify(end === undefined ? first : [first, end], null, 2);
}
