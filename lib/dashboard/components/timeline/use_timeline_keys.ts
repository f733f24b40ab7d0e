import { useEffect, useRef } from "preact/hooks";
import { overlay } from "../../ui/overlay.ts";
import { isTyping } from "../../ui/shortcuts.ts";
import { closeDetail, enterDetail, isInDetail, isPressable } from "../detail/detail_keys.ts";
import type { RangeControl } from "./use_range.ts";
import { lookup } from "../../../events/lookup.ts";

/** Keys that choose a span; {@linkcode spanBeside} says which. */
const CHOOSING = ["n", "p", "ArrowUp", "ArrowDown"] as const;

/** Zooms, moves and chooses by keys. */
export function useTimelineKeys(
  control: RangeControl,
  choose: (key: typeof CHOOSING[number]) => void,
): void {
  const latest = useRef({ control, choose });
  latest.current = { control, choose };
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      // What has the focus, such as a chart, has taken it.
      if (event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || overlay.value !== null) return;
      if (isInDetail(event.target) && event.key.startsWith("Arrow")) return;
      if (event.key === "Enter" && isPressable(event.target)) return;
      const chooses = CHOOSING.find((key) => key === event.key);
      const act = lookup(ACTIONS, event.key);
      if (chooses !== undefined) latest.current.choose(chooses);
      else if (event.key === "Escape") closeDetail(event.target);
      else if (event.key === "Enter") enterDetail();
      else if (act !== undefined) act(latest.current.control);
      else return;
      event.preventDefault();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

const ACTIONS: Readonly<Record<string, (control: RangeControl) => void>> = {
  "+": (control) => control.zoomBy(0.7),
  "=": (control) => control.zoomBy(0.7),
  "-": (control) => control.zoomBy(1 / 0.7),
  ArrowLeft: (control) => control.panBy(-0.1),
  ArrowRight: (control) => control.panBy(0.1),
  f: (control) => control.follow(),
  "0": (control) => control.showAll(),
};
