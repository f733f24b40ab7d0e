import { useEffect } from "preact/hooks";
import type { LiveStore } from "../stores/live_store.ts";
import { overlay } from "../stores/overlay.ts";
import { route, setParams } from "../stores/route.ts";
import { isTyping } from "../stores/shortcuts.ts";

/** Moves through the stream by keys: arrows or j and k, Space, Home, End, Escape. */
export function useLiveKeys(live: LiveStore): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || overlay.value !== null) return;
      const act = ACTIONS[event.key];
      if (act === undefined || (event.key === " " && event.target instanceof HTMLButtonElement)) {
        return;
      }
      event.preventDefault();
      act(live);
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

const ACTIONS: Readonly<Record<string, (live: LiveStore) => void>> = {
  j: (live) => move(live, 1),
  k: (live) => move(live, -1),
  ArrowDown: (live) => move(live, 1),
  ArrowUp: (live) => move(live, -1),
  PageDown: (live) => move(live, 20),
  PageUp: (live) => move(live, -20),
  Home: (live) => moveTo(live, 0),
  End: (live) => {
    setParams({ event: undefined });
    live.follow();
  },
  Escape: () => setParams({ event: undefined }),
  " ": (live) => live.pausedAt.value === null ? live.pause() : live.follow(),
};

function move(live: LiveStore, by: number): void {
  const selected = route.value.params.event;
  const shown = live.pausedAt.value ?? live.list.visible.length;
  const present = selected === undefined ? -1 : live.list.indexOf(Number(selected));
  moveTo(live, present === -1 ? shown - 1 : present + by);
}

function moveTo(live: LiveStore, index: number): void {
  live.pause();
  const last = (live.pausedAt.value ?? 0) - 1;
  const row = live.list.visible[Math.max(0, Math.min(last, index))];
  if (row !== undefined) setParams({ event: String(row.id) });
}
