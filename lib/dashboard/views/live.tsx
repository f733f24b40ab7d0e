import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EmptyStream, NothingMatches } from "../components/empty_stream.tsx";
import { EventDetail } from "../components/detail/event_detail.tsx";
import { EventRow } from "../components/list/event_row.tsx";
import { FollowBar } from "../components/list/follow_bar.tsx";
import { VirtualList } from "../components/list/virtual_list.tsx";
import { route, setParams } from "../ui/route.ts";
import type { Row } from "../rows/row.ts";
import { useFilter } from "../hooks/use_filter.ts";
import { useNames } from "../hooks/use_names.ts";
import { useStream } from "../hooks/use_stream.ts";
import { useLiveKeys } from "./live_keys.ts";

/** The event stream as it happens, with the chosen event's detail beside it. */
export function LiveView() {
  const { live, state } = useStream();
  const { q = "", project, event } = route.value.params;
  useLiveKeys(live);
  useNames(live.log);
  const { error } = useFilter();

  const { list, log } = live;
  const paused = live.pausedAt.value;
  const shown = Math.min(paused ?? Infinity, list.visible.length);
  const selectedId = event === undefined ? undefined : Number(event);
  const selected = selectedId === undefined ? undefined : log.find(selectedId);

  function select(row: Row) {
    live.pause();
    setParams({ event: String(row.id) });
  }

  if (state !== "some") {
    return (
      <div class="live">
        <ConnectionNotice />
        {state === "empty" && <EmptyStream />}
      </div>
    );
  }
  return (
    <div class="live">
      <ConnectionNotice />
      <div class="split">
        <div class="split-list">
          {list.visible.length === 0 && list.isWhole
            ? <NothingMatches onClear={() => setParams({ q: undefined, project: undefined })} />
            : (
              <VirtualList
                label="Events, oldest first"
                count={shown}
                following={paused === null}
                shown={selected === undefined ? undefined : list.indexOf(selected.id)}
                prepended={live.prepended.value}
                onLeaveEnd={() => live.pause()}
                onNearStart={() => void live.loadEarlier()}
                line={(index, { top, key }) => {
                  const row = list.visible[index];
                  return row === undefined ? null : (
                    <EventRow
                      key={key}
                      row={row}
                      index={index}
                      top={top}
                      hue={live.hues.of(row.session)}
                      selected={row === selected}
                      depth={live.sessions.depthOf(row)}
                      waits={row.endId === 0 && live.sessions.waits(row)}
                      folded={list.folded.get(row.id) ?? 0}
                      unfolded={list.isOpened(row.id)}
                      onSelect={select}
                      onFold={() => live.toggleFold(row.id)}
                    />
                  );
                }}
              />
            )}
          <FollowBar
            total={log.rows.length}
            shown={list.visible.length}
            filtered={(q !== "" && error === undefined) || project !== undefined}
            unread={error !== undefined}
            isWhole={list.isWhole}
          />
        </div>
        {selectedId !== undefined && (
          <EventDetail
            id={selectedId}
            onClose={() => setParams({ event: undefined })}
          />
        )}
      </div>
    </div>
  );
}
