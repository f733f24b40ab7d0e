import { useRef } from "preact/hooks";
import { lanesWithin, spanBeside, SpanStore } from "../canvas/spans.ts";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EventDetail } from "../components/detail/event_detail.tsx";
import { EmptyStream, NothingMatches } from "../components/empty_stream.tsx";
import { Icon } from "../components/icon.tsx";
import { AgentGraph } from "../components/timeline/agent_graph.tsx";
import { Lanes } from "../components/timeline/lanes.tsx";
import { useRange } from "../components/timeline/use_range.ts";
import { useTimelineKeys } from "../components/timeline/use_timeline_keys.ts";
import { useSize } from "../hooks/use_size.ts";
import { count } from "../reading/text.ts";
import { route, setParams } from "../ui/route.ts";
import { useAggregate } from "../hooks/use_aggregate.ts";
import { usePast } from "../hooks/use_past.ts";
import { historyQuery } from "../model/stored/history_search.ts";
import { useFilter } from "../hooks/use_filter.ts";
import { useNames } from "../hooks/use_names.ts";
import { useStream } from "../hooks/use_stream.ts";

/** All that is stored is counted anew this often, in ms. */
const COUNTED_EVERY = 30_000;

/** Width of the lanes' names, in pixels: on a wide screen and on a phone. */
const LABELS = [148, 96] as const;

/** Who did what when, as lanes; and who delegated to whom, as a graph. */
export function TimelineView() {
  const graph = route.value.params.show === "graph";
  return (
    <div class="page">
      <ConnectionNotice />
      <div class="toolbar">
        <div class="tabs" role="group" aria-label="What is drawn">
          <button
            type="button"
            aria-pressed={!graph}
            onClick={() => setParams({ show: undefined })}
          >
            Lanes
          </button>
          <button type="button" aria-pressed={graph} onClick={() => setParams({ show: "graph" })}>
            Who delegated to whom
          </button>
        </div>
      </div>
      {graph ? <AgentGraph /> : <TimelineLanes />}
    </div>
  );
}

function TimelineLanes() {
  const { live, state } = useStream();
  const { q = "", project, event } = route.value.params;
  const filter = useFilter();
  useNames(live.log);
  const spans = useRef(new SpanStore()).current;
  const synced = useRef("");
  const { ref, width } = useSize<HTMLDivElement>();
  const labels = LABELS[width < 500 ? 1 : 0];
  const stored = useAggregate(
    `${new URLSearchParams({ q: historyQuery("", project, live.lately.value) })}`,
    { rest: COUNTED_EVERY, again: true },
  ).aggregate;
  const whole = {
    first: Math.min(spans.first, stored?.series[0]?.at ?? Infinity),
    last: spans.last,
  };
  const control = useRange(live.at.value, whole, Math.max(1, width - labels));
  const past = usePast(control.range);
  const selected = event === undefined
    ? undefined
    : live.log.find(Number(event)) ?? past.events.log.find(Number(event));
  useTimelineKeys(control, (key) => {
    const row = spanBeside(lanesWithin(spans.lanes, control.range), selected, key);
    if (row === undefined) return;
    setParams({ event: String(row.id) });
    const { from, to } = control.range;
    const half = (to - from) / 2;
    if (row.received < from || row.received > to) {
      control.show({ from: row.received - half, to: row.received + half });
    }
  });

  const key = `${q}\n${project}\n${live.log.epoch}\n${past.events.version.value}`;
  if (synced.current !== key) spans.clear();
  synced.current = key;
  const firstId = live.log.rows[0]?.id ?? 0;
  const earlier = past.events.log.rows;
  spans.sync(live.log.rows, filter.passes, earlier.slice(0, past.events.log.indexOf(firstId)));

  if (state === "empty") return <EmptyStream />;
  if (state === "loading") return null;
  if (spans.count === 0 && past.unknown.length === 0) {
    return <NothingMatches onClear={() => setParams({ q: undefined, project: undefined })} />;
  }
  const lanes = lanesWithin(spans.lanes, control.range);
  return (
    <div class="split">
      <div class="split-list" ref={ref} style={{ "--labels": `${labels}px` }}>
        {width > 0 && (
          <Lanes
            spans={spans}
            stored={stored}
            unknown={past.unknown}
            lanes={lanes}
            hues={live.hues}
            control={control}
            now={live.at.value}
            width={Math.max(1, width - labels)}
            selected={selected}
            onSelect={(row) => setParams({ event: String(row.id) })}
          />
        )}
        <div class="follow-bar">
          <span class="muted">
            {count(spans.count, "span")} in {count(spans.lanes.length, "lane")}
            {lanes.length < spans.lanes.length && `, ${lanes.length} of them active here`}
            {past.unknown.length > 0 &&
              `. Hatched: ${past.events.error.value ?? "not loaded; zoom in to see it"}`}
          </span>
          <span class="legend" aria-label="Colours">
            <span class="in-prompt">prompt</span>
            <span class="in-tool">tool, in its session's colour</span>
            <span class="in-waiting">waits for you</span>
            <span class="in-error">failed</span>
            <span class="in-unknown">not loaded</span>
          </span>
          <span class="zoom-buttons">
            <button
              type="button"
              class="quiet-button"
              aria-label="See more time"
              onClick={() => control.zoomBy(2)}
            >
              −
            </button>
            <button
              type="button"
              class="quiet-button"
              aria-label="See more detail"
              onClick={() => control.zoomBy(0.5)}
            >
              +
            </button>
            <button
              type="button"
              class="quiet-button"
              onClick={() => control.showAll()}
            >
              Show all <kbd>0</kbd>
            </button>
            <button
              type="button"
              class={control.following ? "quiet-button" : "button is-paused"}
              onClick={() => control.follow()}
            >
              <Icon name="play" />
              <span>{control.following ? "Following" : "Follow"}</span>
              <kbd>f</kbd>
            </button>
          </span>
        </div>
      </div>
      {event !== undefined && (
        <EventDetail
          id={Number(event)}
          log={past.events.log}
          onClose={() => setParams({ event: undefined })}
        />
      )}
    </div>
  );
}
