import type { LiveStore } from "../model/live_store.ts";
import { route, setParams } from "../ui/route.ts";
import { useListKeys } from "./list_keys.ts";

/** Moves through the stream by keys; Space pauses it, and o opens what is folded behind a row. */
export function useLiveKeys(live: LiveStore): void {
  useListKeys({
    move(by) {
      const present = chosen(live);
      // A step from nowhere begins at the end; a page goes up from what is in view.
      const start = shown(live) + (by < -1 ? by : -1 - by);
      const from = present === -1 ? start : present;
      moveTo(live, from + by);
    },
    first: () => moveTo(live, 0),
    last() {
      setParams({ event: undefined });
      live.follow();
    },
    more: {
      " ": () => live.pausedAt.value === null ? live.pause() : live.follow(),
      o() {
        const row = live.list.visible[chosen(live)];
        if (row !== undefined && live.list.folded.has(row.id)) live.toggleFold(row.id);
      },
    },
  });
}

function shown(live: LiveStore): number {
  return live.pausedAt.value ?? live.list.visible.length;
}

/** The place of the chosen row; -1 when none is. */
function chosen(live: LiveStore): number {
  const { event } = route.value.params;
  return event === undefined ? -1 : live.list.indexOf(Number(event));
}

function moveTo(live: LiveStore, index: number): void {
  live.pause();
  const row = live.list.visible[Math.max(0, Math.min(shown(live) - 1, index))];
  if (row !== undefined) setParams({ event: String(row.id) });
}
