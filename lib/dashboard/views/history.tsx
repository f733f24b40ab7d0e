import { useEffect, useMemo, useState } from "preact/hooks";
import type { EventsAnswer } from "../../contract/http.ts";
import { Command } from "../components/command.tsx";
import { ConnectionNotice } from "../components/connection_notice.tsx";
import { EventDetail } from "../components/detail/event_detail.tsx";
import { EventRow } from "../components/list/event_row.tsx";
import { ExportLinks } from "../components/history/export_links.tsx";
import { Histogram } from "../components/history/histogram.tsx";
import { SearchLine } from "../components/history/search_line.tsx";
import { VirtualList } from "../components/list/virtual_list.tsx";
import { now } from "../ui/clock.ts";
import { useStores } from "../hooks/context.ts";
import { historyQuery, HistorySearch } from "../model/stored/history_search.ts";
import { getJson } from "../net/http.ts";
import type { Names } from "../rows/names.ts";
import { formatRoute, route, setParams } from "../ui/route.ts";
import { writeMoment } from "../../events/query/mod.ts";
import { useListKeys } from "./list_keys.ts";
import { useFilter } from "../hooks/use_filter.ts";
import { useNames } from "../hooks/use_names.ts";
import { useAggregate } from "../hooks/use_aggregate.ts";

/** Typing rests this long, in ms, before a search begins. */
const REST = 150;

/** Searches that many people need. */
const TRIES = [
  ["What failed", "status:error"],
  ["What took longer than 10 s", "duration:>10s"],
  ["The last hour", "since:1h"],
  ["Everything", ""],
] as const;

/** Everything that is stored, searched by text and field, newest first. */
export function HistoryView() {
  const { live } = useStores();
  const { q = "", project, event } = route.value.params;
  const wanted = historyQuery(q, project, now.value);
  const { search, again, round } = useSearch(wanted, live.names);
  useNames(search.log);
  const counting = useAggregate(`${new URLSearchParams({ q: wanted })}`, {
    rest: REST,
    again: false,
    round,
  });
  const state = search.state.value;
  const filter = useFilter();
  // The server takes patterns that this page refuses: only it knows whether it failed.
  const error = state.status === "failed" ? filter.error : undefined;
  const { rows } = search.log;
  const selectedId = event === undefined ? undefined : Number(event);
  const selected = selectedId === undefined ? undefined : search.log.find(selectedId);

  const at = selected === undefined ? -1 : rows.length - 1 - rows.indexOf(selected);
  const choose = (index: number) => {
    const row = rows[rows.length - 1 - Math.max(0, Math.min(rows.length - 1, index))];
    if (row !== undefined) setParams({ event: String(row.id) });
  };
  useListKeys({
    move: (by) => choose(at === -1 ? 0 : at + by),
    first: () => choose(0),
    last: () => choose(rows.length - 1),
  });

  function narrow(from: number, to: number) {
    const kept = q.replace(/\b(since|until):\S+/g, "").trim();
    setParams({ q: `${kept} since:${writeMoment(from)} until:${writeMoment(to)}`.trim() });
  }
  // Drawn again once a second is enough for a count.
  void now.value;
  const fresh = state.newest === 0
    ? 0
    : live.log.rows.slice(live.log.indexOf(state.newest + 1)).filter(filter.passes).length;
  return (
    <div class="page">
      <ConnectionNotice />
      <SearchLine state={state} counting={counting} fresh={fresh} onAgain={again} />
      <Histogram counting={counting} onRange={narrow} />
      <div class="split">
        <div class="split-list">
          {rows.length > 0 && (
            <VirtualList
              label="Events found, newest first"
              count={rows.length}
              following={false}
              prepended={0}
              shown={at === -1 ? undefined : at}
              onNearEnd={() => void search.more()}
              line={(index) => {
                const row = rows[rows.length - 1 - index];
                return row === undefined ? null : (
                  <EventRow
                    key={row.id}
                    row={row}
                    index={index}
                    hue={live.hues.of(row.session)}
                    selected={row === selected}
                    depth={live.sessions.depthOf(row)}
                    waits={row.endId === 0 && live.sessions.waits(row)}
                    folded={0}
                    unfolded={false}
                    onSelect={() => setParams({ event: String(row.id) })}
                  />
                );
              }}
            />
          )}
          {rows.length === 0 && (state.status === "done" || error !== undefined) && (
            <section class="empty">
              <h2 class="big">
                {q === ""
                  ? "Nothing is stored yet"
                  : error === undefined
                  ? "Nothing stored matches"
                  : "This search is not complete"}
              </h2>
              <p>
                {error !== undefined
                  ? `${error.message}, at character ${error.column}. ${
                    error.hint ?? ""
                  } These work:`
                  : q === ""
                  ? "Events are kept from the moment they arrive, also when no page is open. This makes Claude Code send them:"
                  : "Words are looked for at their beginning; quote them to find them anywhere. These may help:"}
              </p>
              {q === ""
                ? <Command text="mpm-monitor integrate claude-code" />
                : (
                  <p class="detail-links">
                    {TRIES.map(([words, query]) => (
                      <a key={query} href={formatRoute({ view: "history", params: { q: query } })}>
                        {words}
                      </a>
                    ))}
                  </p>
                )}
            </section>
          )}
          {rows.length > 0 && <ExportLinks query={wanted} />}
        </div>
        {selectedId !== undefined && (
          <EventDetail
            id={selectedId}
            log={search.log}
            onClose={() => setParams({ event: undefined })}
          />
        )}
      </div>
    </div>
  );
}

function useSearch(query: string, names: Names) {
  const [round, setRound] = useState(0);
  const search = useMemo(
    () =>
      new HistorySearch(
        query,
        (parameters) => getJson<EventsAnswer>(`/api/events?${new URLSearchParams(parameters)}`),
        () => performance.now(),
        names,
      ),
    [query, round],
  );
  useEffect(() => {
    const timer = setTimeout(() => void search.more(), query === "" || round > 0 ? 0 : REST);
    return () => {
      clearTimeout(timer);
      search.end();
    };
  }, [search]);
  return { search, round, again: () => setRound(round + 1) };
}
