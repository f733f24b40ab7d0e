import { useRef } from "preact/hooks";
import { SpanStore } from "../canvas/spans.ts";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EventDetail } from "../components/detail/event_detail.tsx";
import { EmptyStream, NothingMatches } from "../components/empty_stream.tsx";
import { Icon } from "../components/icon.tsx";
import { AgentGraph } from "../components/timeline/agent_graph.tsx";
import { Lanes } from "../components/timeline/lanes.tsx";
import { useRange } from "../components/timeline/use_range.ts";
import { useTimelineKeys } from "../components/timeline/use_timeline_keys.ts";
import { useSize } from "../components/use_size.ts";
import { count } from "../reading/text.ts";
import { now } from "../stores/clock.ts";
import { route, setParams } from "../stores/route.ts";
import { useFilter } from "../stores/use_filter.ts";
import { useStream } from "../stores/use_stream.ts";

/** Width of the lanes' names, in pixels. */
const LABELS = 148;

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
  const spans = useRef(new SpanStore()).current;
  const synced = useRef("");
  const { ref, width } = useSize<HTMLDivElement>();
  const control = useRange(now.value, Math.max(1, width - LABELS));
  useTimelineKeys(control);

  const key = `${q}\n${project}\n${live.log.epoch}`;
  if (synced.current !== key) spans.clear();
  synced.current = key;
  spans.sync(live.log.rows, filter.passes);

  if (state === "empty") return <EmptyStream />;
  if (state === "loading") return null;
  if (spans.count === 0) {
    return <NothingMatches onClear={() => setParams({ q: undefined, project: undefined })} />;
  }
  const selected = event === undefined ? undefined : live.log.find(Number(event));
  return (
    <div class="split">
      <div class="split-list" ref={ref}>
        {width > 0 && (
          <Lanes
            spans={spans}
            hues={live.hues}
            control={control}
            now={now.value}
            width={Math.max(1, width - LABELS)}
            selected={selected}
            onSelect={(row) => setParams({ event: String(row.id) })}
          />
        )}
        <div class="follow-bar">
          <span class="muted">
            {count(spans.count, "span")} in {count(spans.lanes.length, "lane")}
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
              onClick={() => control.show({ from: spans.first, to: spans.last })}
            >
              Show all
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
          onClose={() => setParams({ event: undefined })}
        />
      )}
    </div>
  );
}
