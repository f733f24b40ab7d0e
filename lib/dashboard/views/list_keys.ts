import { useEffect, useRef } from "preact/hooks";
import {
  closeDetail,
  enterDetail,
  isInDetail,
  isPressable,
} from "../components/detail/detail_keys.ts";
import { LINE } from "../components/list/window.ts";
import { overlay } from "../ui/overlay.ts";
import { isTyping } from "../ui/shortcuts.ts";
import { lookup } from "../../events/lookup.ts";

/** A list of rows that keys move through. */
export interface KeyedList {
  /** Chooses the row so many places further down; negative goes up. */
  move(by: number): void;
  first(): void;
  last(): void;
  /** Further keys of this list. */
  readonly more?: Readonly<Record<string, () => void>>;
}

const STEPS: Readonly<Record<string, number>> = {
  j: 1,
  k: -1,
  ArrowDown: 1,
  ArrowUp: -1,
};

/** Lines of the list that are in view. */
function pageOf(): number {
  const height = document.querySelector(".list")?.clientHeight ?? 0;
  return Math.max(1, Math.floor(height / LINE) - 1);
}

function stepOf(key: string): number | undefined {
  if (key === "PageDown") return pageOf();
  return key === "PageUp" ? -pageOf() : lookup(STEPS, key);
}

/** Keys that scroll what has the focus; in the chosen event's detail they do. */
const SCROLLS = /^(Arrow|Page|Home$|End$| $)/;

/** Chooses rows by arrows or j and k, goes into the chosen event by Enter, and back by Escape. */
export function useListKeys(list: KeyedList): void {
  const latest = useRef(list);
  latest.current = list;
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      // What has the focus, such as a chart, has taken it.
      if (event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || overlay.value !== null) return;
      const { target, key } = event;
      if (isInDetail(target) && SCROLLS.test(key)) return;
      // These are the focused element's own keys.
      if (/^[ ]$|^Enter$/.test(key) && isPressable(target)) return;
      const act = actOf(latest.current, key, target);
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function actOf(list: KeyedList, key: string, target: EventTarget | null) {
  const by = stepOf(key);
  if (by !== undefined) return () => list.move(by);
  if (key === "Home") return () => list.first();
  if (key === "End") return () => list.last();
  if (key === "Escape") return () => closeDetail(target);
  if (key === "Enter") return enterDetail;
  return list.more?.[key];
}
