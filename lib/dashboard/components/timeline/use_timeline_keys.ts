import { useEffect, useRef } from "preact/hooks";
import { overlay } from "../../stores/overlay.ts";
import { setParams } from "../../stores/route.ts";
import { isTyping } from "../../stores/shortcuts.ts";
import type { RangeControl } from "./use_range.ts";

/** Zooms and moves by keys. */
export function useTimelineKeys(control: RangeControl): void {
  const latest = useRef(control);
  latest.current = control;
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || overlay.value !== null) return;
      const act = ACTIONS[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act(latest.current);
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
  Escape: () => setParams({ event: undefined }),
};
